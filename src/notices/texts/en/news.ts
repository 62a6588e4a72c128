import type { NewsTexts } from "../texts.ts";

export const news: NewsTexts = {
  held: {
    what: ["Your mail has arrived.", "Before it is sent, somebody has to release it."],
    todo: [
      "You need not do anything. We will write to you when it is decided.",
      "If nobody decides by that time, the mail is not sent.",
    ],
  },
  released: {
    what: ["Your mail has been released and is being sent now."],
    todo: ["You need not do anything. At the end you will get a report."],
  },
  rejected: {
    what: ["Your mail was rejected. It has not been sent."],
    reasonTitle: "The reason given:",
    todo: ["Would you like to try again? Then send the mail anew."],
  },
  cancelled: { what: ["Your mail was stopped. Nobody has got it."], todo: ["Please ask before you send it again."] },
  expired: {
    confirm: {
      what: ["This mail has not been sent.", "We had no answer from you in time."],
      todo: ["Is it still needed? Then send it anew.", "Did you not write it at all? Then you need not do anything."],
    },
    moderate: {
      what: ["Your mail has not been sent.", "Nobody decided about it in time."],
      todo: ["Is it still needed? Then send it anew, or ask."],
    },
  },
  refused: ["Your mail has not been sent."],
  refusals: {
    "login-required": {
      what: ["Only people with a user account may write to this address.", "Your sender address belongs to none."],
      todo: ["Write from the address of your user account, or ask."],
    },
    "no-access": {
      what: ["You have a user account.", "But it has no right to these recipients."],
      todo: ["If you need the right, ask for it."],
    },
    "sender-not-allowed": {
      what: ["From your sender address you may not write to these recipients."],
      todo: ["Write from another address that we know of you, or ask."],
    },
    "my-list-empty": {
      what: ["Your personal list is empty."],
      todo: ["Have people put on your list, and send the mail anew."],
    },
    "filter-empty": {
      what: ["The saved search finds nobody at present."],
      todo: ["Have the search changed, and send the mail anew."],
    },
    "no-recipients": {
      what: ["At present nobody at this address can be reached by e-mail."],
      todo: ["Check the address, or ask."],
    },
    "too-many-recipients": {
      what: ["The mail would go to more recipients than are allowed."],
      todo: ["Write to smaller groups, or ask."],
    },
    "no-moderator": {
      what: ["Somebody would have to release this mail.", "But nobody with an e-mail address is entered for that."],
      todo: ["Please tell the address at the end of this mail."],
    },
    "signed-placeholders": {
      what: ["Your mail is digitally signed or encrypted.", "Therefore we may not fill in any placeholders in it."],
      todo: ["Send the mail without digital signature and encryption,", "or take the placeholders out."],
    },
  },
  forwarded: {
    what: ["Somebody wrote to an address that the program does not read itself."],
    todo: ["The mail is attached. Please read it.", "If it needs an answer, write to its author directly."],
  },
  optOutAsked: {
    subject: (target) => `opting out of ${target}`,
    what: [
      "Somebody wants to get no more mail of this group.",
      "Here the program lets nobody opt out by itself. Please decide.",
    ],
    todo: ["The mail is attached. Answer the person directly."],
  },
  unsubscribed: {
    what: {
      "opted-out": ["You have opted out.", "You get no more mail that goes to this address:"],
      already: ["You had opted out already.", "You get no mail that goes to this address:"],
    },
    everybody: ["This holds for everybody who has your e-mail address."],
    others: ["You still get the mail of other groups.", "What is on its way already may still arrive."],
    todo: ["Would you like to be there again? Or did you not opt out at all?", "Then write to the address at the end."],
  },
  operator: "the administrator",
  archive: {
    what: ["This mail is being sent. It is attached as it came to us."],
    confirmed: "confirmed",
    unconfirmed: "not confirmed",
    byRules: "nobody; by the settings of the group without a question",
  },
  decided: ["This mail has been decided about. You need not do anything any more."],
  undecided: ["Nobody decided about this mail in time.", "It has not been sent. You need not do anything any more."],
  decisions: {
    released: "released",
    rejected: "rejected",
    expired: "time was up, not sent",
    cancelled: "stopped",
  },
  unclear: {
    what: ["To us your answer was neither a clear yes nor a clear no.", "The mail is still waiting."],
    todo: ["Please answer again, best to this very mail."],
  },
  notYours: [
    "Your answer to a question of our program has not decided anything.",
    "Somebody else was asked, or we do not know your sender address.",
    "Were you asked? Then answer from the address that the question went to.",
  ],
  late: ["Your answer changes nothing any more: this mail had been decided about."],
};
