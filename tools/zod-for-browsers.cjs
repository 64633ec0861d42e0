/**
 * A loader for zod's own modules, in browser bundles: says the same in the words that Turbopack and its minifier can
 * leave out where nothing uses it. As zod is written, 7 kB of gzip stay that no page needs: every schema, regular
 * expression and helper of its core. (Where zod's text is another one day, nothing changes but e2e/first-load.spec.ts.)
 */
module.exports = (source) =>
  source
    // A namespace read through another one (`core.util.x`) is kept whole; these modules import it by itself too.
    .replaceAll("core.util.", "util.")
    .replaceAll("core.regexes[", "regexes[")
    // Of an unused pure call the minifier keeps the arguments, here whole classes; a function without any goes at once.
    .replace(
      /^(export const \S+ = \/\*@__PURE__\*\/ )(core\.\$constructor\((?:.*|(?:(?!^export )[\s\S])*?\n\}.*)\));$/gm,
      "$1(() => $2)();",
    );
