const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The last moment, up to now, at which the clocks of a time zone showed this time of day. On the day in spring on which
 * they never show it, it is the first moment after.
 *
 * @param time such as `04:00`
 */
export function lastMomentOf(time: string, timezone: string, now: number): number {
  const wanted = minutesOf(time);
  const thisMinute = now - (now % MINUTE_MS);
  const guess = thisMinute - ((minuteOfDay(thisMinute, timezone) - wanted + 1_440) % 1_440) * MINUTE_MS;
  // Between then and now the clocks may have been changed.
  const shift = minuteOfDay(guess, timezone) - wanted;
  const wrapped = shift > 720 ? shift - 1_440 : shift < -720 ? shift + 1_440 : shift;
  const corrected = guess - wrapped * MINUTE_MS;
  return corrected <= now ? corrected : corrected - DAY_MS;
}

function minuteOfDay(at: number, timezone: string): number {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return minutesOf(format.format(at));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
