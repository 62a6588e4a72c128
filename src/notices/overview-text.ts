import { command } from "./command.ts";
import type { Notice, OverviewLine, OverviewLists } from "./notice.ts";
import type { NoticeText, Phrases } from "./phrases.ts";
import type { Lines } from "./texts/texts.ts";

type Overview = Extract<Notice, { kind: "overview" }>;

/** `contact` has the directory and the commands; `responsible` leads groups and turns to the contact. */
export type OverviewReader = "contact" | "responsible";

/** The worst first: an address in it needs somebody most. */
const LISTS = ["suppressed", "removed", "unreachable"] as const satisfies (keyof OverviewLists)[];

/** Who cannot be reached in somebody's groups, and what became of them. */
export function overviewText(overview: Overview, reader: OverviewReader, phrases: Phrases): NoticeText {
  const { heads, overview: words } = phrases.texts;
  const total = LISTS.reduce((sum, of) => sum + overview.counts[of], 0);
  const addresses = phrases.count(total, "address");
  const returned = phrases.count(overview.manual, "returned");
  return {
    subject: total > 0 ? `${heads.checkAddresses} ${addresses}` : `${heads.unmatched} ${returned}`,
    paragraphs: [
      total > 0 ? [words.what(addresses), words.since(phrases.moment(overview.since))] : [],
      ...LISTS.map((of) => addressList(of, overview, phrases)),
      ...(total > 0 ? todo(overview, reader, phrases) : []),
      overview.manual > 0 ? [...words.forContact.manual(returned), command("bounce list --state manual")] : [],
    ],
  };
}

function addressList(of: keyof OverviewLists, { lists, counts }: Overview, phrases: Phrases): Lines {
  if (lists[of].length === 0) return [];
  const entries = lists[of].map((line) => entry(line, phrases));
  return phrases.list(phrases.texts.overview.titles[of], entries, counts[of]);
}

/** The other server's words stay out: whoever needs them asks for the events. */
function entry(line: OverviewLine, { texts, ...phrases }: Phrases): Lines {
  const target = phrases.name(line.target);
  const group = target === "" ? [] : [`${texts.labels.group} ${target}`];
  return [phrases.who(line), ...group, texts.failures[line.category]];
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
