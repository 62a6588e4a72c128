import type { QuestionTexts } from "../texts.ts";

export const questions: QuestionTexts = {
  confirm: {
    opening: ["A mail is waiting in your name: shall it be sent?"],
    unconfirmed: [
      "Author not confirmed: perhaps somebody else has written it.",
      "If you did not write this mail yourself, answer with No.",
    ],
    howTo: [
      "To say yes: answer this mail, without text or with “Yes”.",
      "To say no: write “No” in the first line of your answer.",
      "Without your answer by that time nothing is sent.",
    ],
    rejectByMail: ["Instead of answering “No” you can also write an empty mail to:"],
  },
  moderate: {
    opening: ["A mail is waiting for you to release it: shall it be sent?"],
    unconfirmed: [
      "Author not confirmed: perhaps somebody else has written it.",
      "If in doubt, ask the author before you agree.",
    ],
    howTo: [
      "To say yes: answer this mail, without text or with “Yes”.",
      "To say no: write “No” in the first line, and the reason after it.",
      "If nobody answers by that time, nothing is sent.",
    ],
    rejectByMail: [
      "Whoever wrote the mail is told the reason, if we know the person.",
      "If several people were asked, the first answer counts.",
      "Instead of answering “No” you can also write an empty mail to:",
    ],
  },
  reminder: ["Reminder: your answer is still missing."],
  warningsTitle: "Please note:",
  warnings: {
    "unknown-placeholder": ({ placeholder, nearest }) => [
      `This placeholder will not be filled in: ${placeholder}`,
      ...(nearest === null ? [] : [`Perhaps this one is meant: ${nearest}`]),
    ],
    "empty-field": ({ placeholder, persons }) => [`The placeholder ${placeholder} stays empty for ${persons}.`],
    "big-mail": ({ bytes }) => [`The mail is big (${bytes}). Some mailboxes will not take it.`],
    "blind-copy": () => ["The address of these recipients stands neither in “To” nor in “Cc”."],
    "vacation-subject": () => ["The subject sounds like an automatic holiday notice."],
    "replies-to-group": () => ["Whoever answers the mail writes to all recipients."],
  },
  withoutAddressTitle: "These people get no mail, because their e-mail address is missing:",
  previewTitle: (name) => `--- This is how it looks for ${name} ---`,
  previewEnd: "--- End of the view ---",
  originalTitle: "--- Text of the mail ---",
  originalEnd: "--- End of the mail ---",
  attachmentsTitle: "Attachments of the mail:",
  originalAttached: ["The whole mail is attached."],
  originalTooBig: ["The mail itself is too big to be attached here."],
  originalUnconfirmed: ["The mail itself is not attached, because its author is not confirmed."],
};
