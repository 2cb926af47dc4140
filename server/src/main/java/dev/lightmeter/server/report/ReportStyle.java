package dev.lightmeter.server.report;

/** How pages look. Tables place things, for what makes the PDF knows no newer way. */
final class ReportStyle {

    static final String CSS = """
            @page { size: A4; margin: 12mm 16mm 10mm 16mm; }
            * { box-sizing: border-box; }
            body { margin: 0; color: #1b2430; background: #ffffff; font-family: Helvetica, Arial, 'Liberation Sans', sans-serif; font-size: 9.5pt; line-height: 1.4; }
            .page { width: 178mm; margin: 0 auto; page-break-after: always; }
            .page:last-child { page-break-after: auto; }
            table { border-collapse: collapse; width: 100%; }
            td, th { padding: 0; text-align: left; vertical-align: middle; font-weight: normal; }
            h1 { margin: 0; font-size: 21pt; line-height: 1.15; font-weight: bold; }
            h2 { margin: 4.2mm 0 1mm 0; font-size: 11.5pt; font-weight: bold; }
            p { margin: 0 0 2mm 0; }
            .right { text-align: right; }
            .head { border-bottom: 1.2pt solid #1b2430; }
            .head td { padding-bottom: 3mm; vertical-align: bottom; }
            .kind { color: #5b6b7f; font-size: 8.5pt; letter-spacing: 0.4pt; text-transform: uppercase; }
            .mark { font-weight: bold; font-size: 11pt; }
            .quiet { color: #5b6b7f; font-size: 8.5pt; }
            .summary { margin-top: 4mm; }
            .dial { width: 66mm; text-align: center; vertical-align: top; }
            .points { font-size: 27pt; line-height: 1.1; font-weight: bold; }
            .level { display: inline-block; margin-top: 1.5mm; padding: 0.4mm 4mm; border-radius: 3mm; font-weight: bold; font-size: 9.5pt; }
            .level.low { background: #d3e7f5; color: #10405f; }
            .level.medium { background: #fbe6bd; color: #5c3d00; }
            .level.high { background: #b5301a; color: #ffffff; }
            .level.none { background: #eceff3; color: #1b2430; }
            .lead { margin: 2mm 0 3mm 0; font-size: 11pt; line-height: 1.45; }
            .facts td { padding: 0.9mm 0; border-bottom: 0.5pt solid #dde3ea; }
            .facts .number { text-align: right; font-weight: bold; }
            .rows th { padding: 0 2mm 1mm 0; color: #5b6b7f; font-size: 8pt; border-bottom: 0.8pt solid #9aa7b5; }
            .rows td { padding: 1.1mm 2mm 1.2mm 0; border-bottom: 0.5pt solid #dde3ea; }
            .rows th:nth-child(2), .rows td:nth-child(2) { width: 52mm; }
            .rows th:nth-child(3), .rows td:nth-child(3) { width: 34mm; }
            .rows th:nth-child(4), .rows td:nth-child(4) { width: 15mm; text-align: right; font-weight: bold; }
            .rows th:nth-child(4) { font-weight: normal; }
            .rows th:nth-child(5), .rows td:nth-child(5) { width: 19mm; text-align: right; padding-right: 0; }
            .bar { display: block; }
            .tag { display: inline-block; padding: 0 1.4mm; border-radius: 1.2mm; background: #1b2430; color: #ffffff; font-size: 7pt; }
            .note { margin-top: 1mm; color: #5b6b7f; font-size: 8pt; }
            .axis td { color: #5b6b7f; font-size: 8pt; }
            .last { page-break-inside: avoid; }
            .foot { margin-top: 4mm; padding-top: 2mm; border-top: 0.5pt solid #9aa7b5; color: #5b6b7f; font-size: 7.5pt; }
            @media screen { body { background: #eef1f5; } .page { background: #ffffff; width: 210mm; padding: 14mm 16mm; margin: 8mm auto; box-shadow: 0 1px 6px rgba(27,36,48,.18); } }
            @media screen and (max-width: 800px) { .page { width: auto; margin: 0; padding: 6mm; box-shadow: none; } }
            """;

    private ReportStyle() {}
}
