/**
 * A loader for a library that is one module, in browser bundles: keeps the exports named in `keep`, so that its minifier
 * leaves out what the others are made of. To import another one fails the build, and is mended by naming it.
 */
const ts = require("typescript");

module.exports = function keepExports(source) {
  const { keep } = this.getOptions();
  const file = ts.createSourceFile("module.js", source, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const exported = file.statements.filter(ts.isExportDeclaration).flatMap(({ exportClause }) => exportClause.elements);
  const left = exported.filter(({ name }) => !keep.includes(name.text));
  const locals = new Set(left.map(({ name, propertyName }) => (propertyName ?? name).text));
  const values = file.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => declarationList.declarations)
    .filter(({ name, initializer }) => initializer && ts.isIdentifier(name) && locals.has(name.text))
    .map(({ initializer: { pos, end } }) => ({ pos, end, text: " undefined" }));
  const names = file.statements.filter(ts.isExportDeclaration).map(({ pos, end }) => ({
    pos,
    end,
    text: `\nexport { ${exported
      .filter((each) => !left.includes(each))
      .map((each) => source.slice(each.pos, each.end).trim())
      .join(", ")} };`,
  }));
  return [...values, ...names]
    .sort((a, b) => b.pos - a.pos)
    .reduce((text, { pos, end, text: instead }) => text.slice(0, pos) + instead + text.slice(end), source);
};
