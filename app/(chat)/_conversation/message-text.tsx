"use client";
import { Component, lazy, memo, type ReactNode, Suspense } from "react";
import { isEmojiOnly } from "../_emoji/emoji-only.ts";
import { Mention } from "./mention.tsx";
import { pieces } from "./mention-text.ts";
import { isPlain } from "./plain.ts";
import { isTooCostly } from "./too-costly.ts";

/** Without the server the chunk does not come; the words as they were written are then good enough. */
const RichText = lazy(() => import("./rich-text.tsx").catch(() => ({ default: PlainText })));

/** Plain words at once; Markdown when its renderer, half of what the page weighs, is here. */
export const MessageText = memo(function MessageText({ text }: { text: string }) {
  if (isEmojiOnly(text))
    return (
      <div className="prose">
        <p className="text-3xl leading-10">{text}</p>
      </div>
    );
  const plain = <PlainText text={text} />;
  if (isPlain(text) || isTooCostly(text)) return plain;
  return (
    <OrElse key={text} shown={plain}>
      <Suspense fallback={plain}>
        <RichText text={text} />
      </Suspense>
    </OrElse>
  );
});

/** A renderer that fails at one message costs that message its looks, not everyone the page. */
class OrElse extends Component<{ shown: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.shown : this.props.children;
  }
}

function PlainText({ text }: { text: string }) {
  return (
    <div className="prose" dir="auto">
      <p className="whitespace-pre-line">
        {pieces(text).map((piece, i) =>
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one unchanging text have no other name.
          "mention" in piece ? <Mention key={i} userId={piece.mention} /> : piece.text,
        )}
      </p>
    </div>
  );
}
