/** What is to go into the bag, as the leader of a camp would write it. */
const LINES = ["Packliste Sommerlager", "", "Schlafsack", "Regenjacke", "Wanderschuhe", "Taschenlampe", "Zahnbürste"];

/** A PDF of one page that any program opens: the attachment that must arrive byte for byte. */
export function packingList(): Buffer {
  const shown = LINES.map((line) => `(${line}) Tj T*`).join("\n");
  const page = `BT /F1 18 Tf 28 TL 60 760 Td\n${shown}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${page.length} >>\nstream\n${page}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  ];
  // Latin-1: one character is one byte, so that lengths are offsets. The second line says that the file is binary.
  let file = "%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return Buffer.from(
    `${file}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`,
    "latin1",
  );
}
