/**
 * Notifications of Amazon SES about its own mail, which Amazon SNS sends as JSON in the text of a mail
 * (docs.aws.amazon.com/ses, "Contents of event notifications").
 */

/** One recipient of a notification. */
export interface NotifiedRecipient {
  address: string;
  action: "failed" | "delivered" | "complaint";
  status: string | null;
  words: string;
}

/** The recipients that a notification names, at most `most`; none where the text is no such notification. */
export function recipientsInNotification(text: string, most: number): NotifiedRecipient[] {
  const outer = parseObject(jsonOf(text));
  const inner = typeof outer["Message"] === "string" ? parseObject(outer["Message"]) : outer;
  const kind = inner["notificationType"] ?? inner["eventType"];
  const recipients = recipientsOf(inner, kind);
  return recipients.slice(0, most);
}

type Json = Record<string, unknown>;

function recipientsOf(notification: Json, kind: unknown): NotifiedRecipient[] {
  const bounce = objectAt(notification, "bounce");
  const complaint = objectAt(notification, "complaint");
  const delivery = objectAt(notification, "delivery");
  if (kind === "Bounce") {
    return listAt(bounce, "bouncedRecipients").flatMap((recipient) =>
      notified(textAt(recipient, "emailAddress"), "failed", textAt(recipient, "status"), diagnosticOf(recipient)),
    );
  }
  if (kind === "Complaint") {
    const words = textAt(complaint, "complaintFeedbackType");
    return listAt(complaint, "complainedRecipients").flatMap((recipient) =>
      notified(textAt(recipient, "emailAddress"), "complaint", "", words),
    );
  }
  if (kind !== "Delivery") return [];
  const response = textAt(delivery, "smtpResponse");
  const status = /\b2\.\d{1,3}\.\d{1,3}\b/.exec(response)?.[0] ?? "";
  const addresses = Array.isArray(delivery["recipients"]) ? delivery["recipients"] : [];
  return addresses.flatMap((address) => notified(String(address), "delivered", status, response));
}

function notified(
  address: string,
  action: NotifiedRecipient["action"],
  status: string,
  words: string,
): NotifiedRecipient[] {
  return address.includes("@") ? [{ address, action, status: status === "" ? null : status, words }] : [];
}

function diagnosticOf(recipient: Json): string {
  return textAt(recipient, "diagnosticCode").replace(/^\s*[a-z][\w-]{0,40}\s*;\s*/i, "");
}

/** The object of a text that begins with one; SNS may put a line about leaving the topic below it. */
function jsonOf(text: string): string {
  const trimmed = text.trimStart();
  const end = trimmed.search(/\r?\n--\r?\n/);
  // Long lines are folded on the way, also within a string, where JSON allows no line break.
  return (end === -1 ? trimmed : trimmed.slice(0, end)).replace(/\r?\n ?/g, "");
}

function parseObject(json: string): Json {
  if (!json.startsWith("{")) return {};
  try {
    return asObject(JSON.parse(json));
  } catch {
    // Truncated or no JSON at all: a text that is no notification.
    return {};
  }
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function objectAt(value: Json, key: string): Json {
  return asObject(value[key]);
}

function listAt(value: Json, key: string): Json[] {
  const list = value[key];
  return Array.isArray(list) ? list.map(asObject) : [];
}

function textAt(value: Json, key: string): string {
  const text = value[key];
  return typeof text === "string" ? text : "";
}
