/** Whether Markdown would show this text just as it is (when in doubt, not): no marks, no links, no addresses. */
export const isPlain = (text: string): boolean => !marks.test(text.replaceAll(/<@[0-9a-f-]{36}>/g, ""));

const marks = /[*_`~#>[\]|\\<&]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]+\s*$|\w@\w|:\/\/|www\.|\n\s*\n|^ {4}|^\t| {2}\n/im;
