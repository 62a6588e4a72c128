import type { OutcomeTexts } from "../texts.ts";

export const outcomes: OutcomeTexts = {
  report: {
    sent: ["Your mail has been sent."],
    nothingSent: ["Your mail has reached nobody."],
    stopped: ["Your mail was stopped. Part of it was on its way already."],
    leftOutTitle: "These people got no mail:",
    todo: ["Is an address no longer right? Tell the address at the end."],
  },
  leftOut: {
    "no-address": "no e-mail address",
    hidden: "gets no mail",
    "opted-out": "has opted out",
    suppressed: "the address is blocked",
  },
  failedTitle: "The mail has not reached these addresses:",
  failures: {
    hard: "This address does not exist, or not any more.",
    soft: "For the time being the mail could not be delivered there.",
    "mailbox-full": "The mailbox is full.",
    policy: "The mail provider refuses our mail; the address is not to blame.",
    spared: "The mail provider refuses us at present; the address is not to blame.",
    complaint: "The mail was reported there as unwanted.",
    unknown: "The reason is not known.",
  },
  otherServers: "The lines with > were written by the other mail server, for experts.",
  bounces: {
    what: (addresses) => [`Since the report your mail has also come back from ${addresses}.`],
    countsTitle: "This is how the whole mail stands now:",
  },
  newAddress: [
    "Is an address no longer right? Ask the person for the new one,",
    "and tell it to the address at the end.",
  ],
  overview: {
    what: (addresses) => `There are problems with the mails of your groups at ${addresses}.`,
    since: (moment) => `New since ${moment}:`,
    titles: {
      unreachable: "These addresses cause problems, but still get mail:",
      suppressed: "These addresses are blocked and get no more mail:",
      removed: "We have taken these people out of their group:",
      optedOut: "These people have opted out:",
    },
    optedOut: {
      forResponsible: ["Shall somebody get mail again? Tell the address at the end."],
      forContact: ["Shall somebody get mail again? This command takes the opt-out back:"],
      personWord: "NUMBER",
    },
    forResponsible: {
      suppressed: ["Is a blocked address right after all? Tell the same address."],
      removed: ["Shall somebody be in the group again? Tell the same address."],
    },
    forContact: {
      newAddress: ["Is an address no longer right? Ask the person for the new one,", "and correct the directory."],
      suppressed: ["Is a blocked address right after all? This command frees it:"],
      removed: ["Shall somebody be in the group again? Enter the person there once more."],
      addressWord: "ADDRESS",
      manual: (reports) => [`We could not match ${reports} with anybody.`, "This command shows more:"],
    },
  },
  senderRed: {
    subject: (senders) => `Mail may not arrive: sender ${senders}`,
    what: (senders) => [
      `Rundmail has looked whether its mail arrives. With the sender ${senders}`,
      "something is wrong that keeps mail from arriving:",
    ],
    sender: "Sender",
    todo: ["When it is repaired, this command shows whether all is well:"],
  },
  providerPaused: {
    subject: (provider) => `${provider} does not take them at present`,
    what: (provider) => [
      `The mail provider ${provider} does not take our mail at present.`,
      "We noticed it with this mail:",
    ],
    replyTitle: "This is what the provider answers:",
    consequence: [
      "The addresses are not to blame. None is blocked because of this.",
      "More mail to this provider waits until the next try, and then goes on by",
      "itself. Each time it is refused again, it waits longer.",
    ],
    readReply: ["Read the answer of the provider; it often holds a link to the reason."],
    check: [
      "Check SPF, DKIM, DMARC and the name of our IP address (reverse DNS),",
      "and whether this IP address is on a blocklist.",
    ],
    retry: [
      "As soon as the provider takes our mail again, this command sends once more",
      "what of this mail could not be delivered:",
    ],
  },
};
