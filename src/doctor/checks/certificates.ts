import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Draft, Examination } from "../examination.ts";
import { daysLeft, validityOf } from "./validity.ts";

/** How long the certificates of our own listeners last, and whether they are ours. */
export async function checkCertificates({ config, now }: Examination): Promise<Draft[]> {
  const drafts = await Promise.all(
    config.listen.map(async ({ protocol, host, port, tls }): Promise<Draft[]> => {
      const about = { sender: null, topic: "certificate" } as const;
      const listener = `${protocol}://${host}:${port}`;
      if (tls === undefined) return [];
      try {
        const certificate = new X509Certificate(await readFile(tls.certFile));
        const validTo = Date.parse(certificate.validTo);
        const values = { listener, days: daysLeft(validTo, now), file: tls.certFile, hostname: config.hostname };
        const verdict = validityOf(validTo, now);
        if (verdict === "error") return [{ ...about, verdict, text: "certificate-over", values, who: "operator" }];
        const isOurs = certificate.checkHost(config.hostname) !== undefined;
        const lasts: Draft = {
          ...about,
          verdict,
          text: "certificate-lasts",
          values,
          who: verdict === "ok" ? null : "operator",
        };
        if (isOurs) return [lasts];
        // Other servers hardly ever look at the name; mail programs and some authorities do.
        return [lasts, { ...about, verdict: "note", text: "certificate-other-name", values, who: "operator" }];
      } catch (error) {
        const values = { file: tls.certFile, why: error instanceof Error ? error.message : String(error) };
        return [{ ...about, verdict: "error", text: "certificate-useless", values, who: "operator" }];
      }
    }),
  );
  return drafts.flat();
}
