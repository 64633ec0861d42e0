/** Where even the root layout failed, and the catalogues with it. A test holds these to be the catalogues' own. */
export const lastWords = {
  en: {
    pageTitle: "This page didn’t load",
    pageBody: "Something went wrong while showing it. Nothing that you sent is lost.",
    retry: "Try again",
  },
  de: {
    pageTitle: "Diese Seite ließ sich nicht anzeigen",
    pageBody: "Beim Anzeigen ist etwas schiefgegangen. Nichts von dem, was du gesendet hast, ist verloren.",
    retry: "Noch einmal versuchen",
  },
} as const;
