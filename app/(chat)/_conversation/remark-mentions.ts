import type { Nodes, PhrasingContent, Root } from "mdast";
import { pieces, toDisplay } from "./mention-text.ts";

declare module "mdast" {
  interface Data {
    hName?: string;
    hProperties?: Record<string, string>;
  }
}

/** Turns `<@id>` in running text into `<span data-user-id>`; inside code it becomes the plain name. */
export function remarkMentions({ nameOf }: { nameOf: (id: string) => string }) {
  return (tree: Root) => visit(tree, nameOf);
}

function visit(node: Nodes, nameOf: (id: string) => string): void {
  if (node.type === "inlineCode" || node.type === "code") node.value = toDisplay(node.value, nameOf);
  if (!("children" in node)) return;
  for (const child of node.children) visit(child, nameOf);
  if (
    node.type === "paragraph" ||
    node.type === "heading" ||
    node.type === "emphasis" ||
    node.type === "strong" ||
    node.type === "delete" ||
    node.type === "tableCell"
  )
    node.children = node.children.flatMap(split);
}

function split(child: PhrasingContent): PhrasingContent[] {
  if (child.type !== "text" || !child.value.includes("<@")) return [child];
  return pieces(child.value).map((piece) =>
    "text" in piece
      ? { type: "text", value: piece.text }
      : { type: "emphasis", children: [], data: { hName: "span", hProperties: { "data-user-id": piece.mention } } },
  );
}
