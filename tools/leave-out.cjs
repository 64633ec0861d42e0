/**
 * A loader for zod in browser bundles: says the same so that Turbopack and its minifier leave out what no page uses. They
 * keep 7 kB of gzip otherwise, most of its schemas. Where zod changes its words, nothing breaks but the sum in
 * e2e/first-load.spec.ts.
 */
const ts = require("typescript");

module.exports = (source) => callInPlace(byItself(source));

/** A namespace read through another one (`core.util.x`) is kept whole; zod's modules import each by itself too. */
const byItself = (source) => source.replaceAll("core.util.", "util.").replaceAll("core.regexes[", "regexes[");

const isPure = (comment) => comment.includes("__PURE__");

/** Of an unused pure call the minifier keeps the arguments, often whole classes; a function called in place has none. */
function callInPlace(source) {
  const file = ts.createSourceFile("module.js", source, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const calls = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .map(({ initializer }) => initializer)
    .filter((value) => value && ts.isCallExpression(value) && isPure(source.slice(value.pos, value.getStart(file))));
  return calls.reduceRight(
    (text, { pos, end }) => `${text.slice(0, pos)} /*@__PURE__*/ (() => ${text.slice(pos, end)})()${text.slice(end)}`,
    source,
  );
}
