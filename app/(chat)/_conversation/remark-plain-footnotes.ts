import type { Nodes, Root } from "mdast";

/** A footnote would make ids and links within the page that another message makes too: it stays what was typed. */
export function remarkPlainFootnotes() {
  return (tree: Root) => visit(tree);
}

function visit(node: Nodes): void {
  if (!("children" in node)) return;
  node.children.forEach((child, i) => {
    if (child.type === "footnoteReference") node.children[i] = { type: "text", value: `[^${child.label ?? ""}]` };
    if (child.type === "footnoteDefinition") node.children[i] = { type: "blockquote", children: child.children };
    visit(child);
  });
}
