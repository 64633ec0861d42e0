/** How a link is shown, so that it says where it leads. */
export type ShownLink = {
  /** In place of what was written; null where that is shown as it is. */
  readonly text: string | null;
  /** Where it really leads, if what is written names another place. */
  readonly host: string | null;
};

/** Longer addresses are shown by their beginning and end. */
const longest = 56;
const tail = 12;

export function shownLink(href: string, written: string): ShownLink {
  const url = new URL(href);
  if (url.protocol === "mailto:") {
    const named = /^\S+@\S+\.\S+$/.test(written.trim()) && written.trim().toLowerCase() !== addressee(url);
    return { text: null, host: named ? addressee(url) : null };
  }
  // An address that was written as it is: nothing to hide but its length.
  if (sameAddress(written, href)) return { text: shorten(written), host: null };
  const named = hostIn(written);
  return { text: null, host: named !== null && named !== bareHost(url.host) ? url.host : null };
}

const addressee = (url: URL): string => decoded(url.pathname).toLowerCase();

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const sameAddress = (written: string, href: string): boolean =>
  written === href || `http://${written}` === href || `https://${written}` === href;

function shorten(address: string): string | null {
  // The user before an @ looks like a host; who writes one is shown in full.
  if (address.length <= longest || /^\w+:\/\/[^/]*@/.test(address)) return null;
  const bare = address.replace(/^https?:\/\/(www\.)?/i, "");
  if (bare.length <= longest) return bare;
  return `${bare.slice(0, longest - tail - 1)}…${bare.slice(-tail)}`;
}

/** The host that a text seems to lead to: of the first thing in it that looks like an address. The bounds are there for time. */
function hostIn(text: string): string | null {
  const match = /(?:[^\s/@]{1,64}@)?((?:[\p{L}\p{N}-]{1,63}\.){1,12}\p{L}{2,63})(?![\p{L}\p{N}\p{M}@_-])/iu.exec(
    asSeen(text),
  );
  if (!match?.[1]) return null;
  try {
    return bareHost(new URL(`https://${match[1]}`).host);
  } catch {
    return null;
  }
}

/** Without what nobody sees, and with the dot of domains in place of those that look or count as one. */
const asSeen = (text: string): string =>
  text.replace(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, "").replace(/[\u2024\u3002\uff0e\uff61]/g, ".");

const bareHost = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^www\./, "")
    .replace(/:\d+$/, "");
