import { command } from "./command.ts";
import type { Notice } from "./notice.ts";
import type { OptedOutLine, OverviewLine, OverviewLists } from "./outcomes.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";

type Overview = Extract<Notice, { kind: "overview" }>;

/** `contact` has the directory and the commands; `responsible` leads groups and turns to the contact. */
export type OverviewReader = "contact" | "responsible";

/** The worst first: an address in it needs somebody most. */
const TROUBLES = ["suppressed", "removed", "unreachable"] as const satisfies (keyof OverviewLists)[];

/** Who cannot be reached in somebody's groups, and what became of them; who wants no more mail. */
export function overviewText(overview: Overview, reader: OverviewReader, phrases: Phrases): NoticeText {
  const { overview: words } = phrases.texts;
  const total = TROUBLES.reduce((sum, of) => sum + overview.counts[of], 0);
  const returned = phrases.count(overview.manual, "returned");
  const news = total + overview.counts.optedOut;
  return {
    subject: subjectOf(overview, total, phrases),
    paragraphs: [
      [
        ...(total > 0 ? [words.what(phrases.count(total, "address"))] : []),
        ...(news > 0 ? [words.since(phrases.moment(overview.since))] : []),
      ],
      ...TROUBLES.map((of) => addressList(of, overview, phrases)),
      ...(total > 0 ? todo(overview, reader, phrases) : []),
      ...(overview.counts.optedOut > 0 ? optedOut(overview, reader, phrases) : []),
      overview.manual > 0 ? [...words.forContact.manual(returned), command("bounce list --state manual")] : [],
    ],
  };
}

/** What needs somebody most stands in the subject. */
function subjectOf({ counts, manual }: Overview, troubles: number, { texts, count }: Phrases): string {
  const { heads } = texts;
  if (troubles > 0) return `${heads.checkAddresses} ${count(troubles, "address")}`;
  if (counts.optedOut > 0) return `${heads.unsubscribed} ${count(counts.optedOut, "address")}`;
  return `${heads.unmatched} ${count(manual, "returned")}`;
}

function addressList(of: (typeof TROUBLES)[number], { lists, counts }: Overview, phrases: Phrases): Lines {
  if (lists[of].length === 0) return [];
  const entries = lists[of].map((line) => entry(line, phrases));
  return phrases.list(phrases.texts.overview.titles[of], entries, counts[of]);
}

/** The other server's words stay out: whoever needs them asks for the events. */
function entry(line: OverviewLine, phrases: Phrases): Lines {
  return [...whoAndGroup(line, phrases), phrases.texts.failures[line.category]];
}

function whoAndGroup(line: OptedOutLine, { texts, ...phrases }: Phrases): string[] {
  const target = phrases.name(line.target);
  return [phrases.who(line), ...(target === "" ? [] : [`${texts.labels.group} ${target}`])];
}

function optedOut({ lists, counts }: Overview, reader: OverviewReader, phrases: Phrases): Lines[] {
  const { titles, optedOut: words, forContact } = phrases.texts.overview;
  const entries = lists.optedOut.map((line) => whoAndGroup(line, phrases));
  const takeBack = [...words.forContact, command(`person set ${words.personWord} --opt-in ${forContact.addressWord}`)];
  return [
    phrases.list(titles.optedOut, entries, counts.optedOut),
    reader === "contact" ? takeBack : words.forResponsible,
  ];
}

function todo({ counts }: Overview, reader: OverviewReader, { texts }: Phrases): Lines[] {
  const { forContact, forResponsible } = texts.overview;
  const [suppressed, removed] = [counts.suppressed > 0, counts.removed > 0];
  if (reader === "responsible") {
    return [
      [
        ...texts.newAddress,
        ...(suppressed ? forResponsible.suppressed : []),
        ...(removed ? forResponsible.removed : []),
      ],
    ];
  }
  // A word stands for the address: a real one may hold what a shell would carry out, and this line is to be copied.
  const lift = [...forContact.suppressed, command(`suppression remove ${forContact.addressWord}`)];
  return [[...forContact.newAddress, ...(removed ? forContact.removed : [])], suppressed ? lift : []];
}
