package dev.lightmeter.importers.scanner;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.DeviceDetail;
import dev.lightmeter.core.DeviceDetails;
import dev.lightmeter.core.Software;
import dev.lightmeter.core.report.ReportSink;
import dev.lightmeter.core.report.ReportedDevice;
import dev.lightmeter.importers.reading.JsonReader;
import dev.lightmeter.importers.reading.Tally;
import dev.lightmeter.importers.reading.Texts;
import dev.lightmeter.importers.reading.Times;
import dev.lightmeter.importers.reading.UnreadableException;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the findings of one answer of Wazuh, in the words of its indexer or of its older API. */
final class WazuhFindings {

    private static final String LESS_THAN = "Package less than ";

    private final String file;
    private final ReportSink sink;
    private final Tally tally;
    private final Findings findings;
    private final DevicesOnce devices = new DevicesOnce();
    private long held;
    private @Nullable String total;

    WazuhFindings(String file, ReportSink sink, Tally tally) {
        this.file = file;
        this.sink = sink;
        this.tally = tally;
        this.findings = new Findings(file, sink, tally);
    }

    /** Since 4.8: {@code hits}, of which each says which agent it is about. */
    void search(JsonReader json) throws IOException {
        json.object(name -> {
            switch (name) {
                case "total" -> total(json);
                case "hits" ->
                    json.list(() -> {
                        String place = json.place();
                        Row row = new Row();
                        json.object(field -> {
                            if (field.equals("source")) row.document(json);
                        });
                        tell(row, place, null);
                    });
                default -> {}
            }
        });
        tellWhatIsMissing("hits.total");
    }

    /**
     * Up to 4.7: {@code data}, the findings of one agent.
     *
     * @param agent its name, if the rows do not say
     */
    void agent(JsonReader json, String agent) throws IOException {
        String flaw = Texts.flawOfId(agent);
        if (flaw != null) throw new UnreadableException("the name of the agent " + flaw);
        boolean[] named = new boolean[1];
        json.object(name -> {
            switch (name) {
                case "totalaffecteditems" -> total = json.text();
                case "affecteditems" ->
                    json.list(() -> {
                        String place = json.place();
                        Row row = new Row();
                        json.object(field -> row.item(field, json.text()));
                        named[0] |= row.agent != null;
                        tell(row, place, agent);
                    });
                default -> {}
            }
        });
        if (!named[0] && devices.isNew(agent)) sink.device(ReportedDevice.named(agent, agent));
        tellWhatIsMissing("data.total_affected_items");
    }

    /** A number, or since OpenSearch an object with one. */
    private void total(JsonReader json) throws IOException {
        total = json.text();
        json.object(field -> {
            if (field.equals("value")) total = json.text();
        });
    }

    private void tellWhatIsMissing(String place) {
        long all = Decimals.scaled(total, 0, Integer.MAX_VALUE).orElse(0);
        if (all <= held) return;
        tally.flaw(
                file,
                place,
                "the other pages must be given with this one, or what is on them counts as fixed; findings held:",
                held + " of " + all);
    }

    private void tell(Row row, String place, @Nullable String agent) {
        tally.record();
        held++;
        String device = row.device(agent);
        String flaw = Texts.flawOfId(device);
        if (device == null || flaw != null) {
            tally.flaw(file, place, "the id of the agent " + flaw, device);
            return;
        }
        if (devices.isNew(device)) sink.device(row.reported(device));
        if (row.obsolete) return;
        row.scoreOfOldKind();
        findings.tell(
                place,
                row.advisory,
                Occurrence.open(device, row.software()).since(row.detectedAt).fixedIn(row.fixedVersion()));
    }

    /** One finding as it is written. */
    private static final class Row {

        private final Advisory advisory = new Advisory();
        private DeviceDetails details = DeviceDetails.NONE;
        private @Nullable String cluster;
        private @Nullable String agent;
        private @Nullable String agentName;
        private @Nullable String osPlatform;
        private String product = "";
        private String version = "";
        private String type = "";
        private String condition = "";
        private @Nullable String score2;
        private @Nullable String score3;
        private @Nullable Instant detectedAt;
        private boolean obsolete;

        /** A field of a row of the older API. */
        void item(String field, @Nullable String value) {
            switch (field) {
                case "agentid" -> agent = value;
                case "agentname" -> agentName = value;
                case "agentip" -> detail(DeviceDetail.LAST_IP_ADDRESS, value);
                case "cve" -> advisory.id(value);
                case "name" -> product = Texts.label(value);
                case "version" -> version = Texts.label(value);
                case "type" -> type = Texts.label(value).toLowerCase(Locale.ROOT);
                case "severity" -> advisory.cvss().label(value);
                case "cvss2score" -> score2 = value;
                case "cvss3score" -> score3 = value;
                case "condition" -> condition = Texts.label(value);
                case "detectiontime" -> detectedAt = Times.parse(value).orElse(null);
                case "status" -> obsolete = "OBSOLETE".equalsIgnoreCase(value);
                default -> {}
            }
        }

        /** A document of the indexer. */
        void document(JsonReader json) throws IOException {
            json.object(name -> {
                switch (name) {
                    case "agent" -> json.object(field -> agent(field, json));
                    case "host" ->
                        json.object(field -> {
                            if (field.equals("os")) json.object(os -> operatingSystem(os, json.text()));
                        });
                    case "package" ->
                        json.object(field -> {
                            switch (field) {
                                case "name" -> product = json.label();
                                case "version" -> version = json.label();
                                case "type" -> type = json.label();
                                default -> {}
                            }
                        });
                    case "vulnerability" -> json.object(field -> vulnerability(field, json));
                    case "wazuh" ->
                        json.object(field -> {
                            if (field.equals("cluster")) cluster = nameIn(json);
                        });
                    default -> {}
                }
            });
        }

        private void agent(String field, JsonReader json) throws IOException {
            switch (field) {
                case "id" -> agent = json.text();
                case "name" -> agentName = json.text();
                case "ip" -> detail(DeviceDetail.LAST_IP_ADDRESS, json.text());
                case "version" -> detail(DeviceDetail.AGENT_VERSION, json.text());
                default -> {}
            }
        }

        private void operatingSystem(String field, @Nullable String value) {
            if (field.equals("platform")) osPlatform = Texts.labelOrNull(value);
            if (field.equals("version")) detail(DeviceDetail.OS_VERSION, value);
        }

        private void vulnerability(String field, JsonReader json) throws IOException {
            switch (field) {
                case "id" -> advisory.id(json.text());
                case "severity" -> advisory.cvss().label(json.text());
                case "detectedat" -> detectedAt = Times.parse(json.text()).orElse(null);
                case "score" -> {
                    @Nullable String[] told = new String[2];
                    json.object(part -> {
                        if (part.equals("version")) told[0] = json.text();
                        if (part.equals("base")) told[1] = json.text();
                    });
                    advisory.cvss().offer(0, told[0], positive(told[1]), null);
                }
                case "scanner" ->
                    json.object(part -> {
                        if (part.equals("condition")) condition = json.label();
                    });
                default -> {}
            }
        }

        void scoreOfOldKind() {
            advisory.cvss().offer(0, "3", positive(score3), null);
            advisory.cvss().offer(1, "2", positive(score2), null);
        }

        /** Two managers give the same numbers to their agents, so the name of the cluster goes before it. */
        @Nullable
        String device(@Nullable String otherwise) {
            if (agent == null) return agentName == null ? otherwise : agentName;
            return cluster == null || cluster.isBlank() ? agent : cluster + "/" + agent;
        }

        ReportedDevice reported(String device) {
            String name = Texts.labelOrNull(agentName);
            return ReportedDevice.named(device, name == null ? device : name)
                    .withOsPlatform(osPlatform)
                    .withDetails(details);
        }

        Software software() {
            return new Software(type, product, version);
        }

        @Nullable
        String fixedVersion() {
            boolean told = condition.startsWith(LESS_THAN) && !condition.startsWith("or equal", LESS_THAN.length());
            return told ? condition.substring(LESS_THAN.length()) : null;
        }

        private void detail(DeviceDetail detail, @Nullable String value) {
            details = details.with(detail, Texts.label(value));
        }

        /** Wazuh writes 0 where nobody gave a score. */
        private static @Nullable String positive(@Nullable String score) {
            return Decimals.scaled(score, 1, 100).orElse(0) == 0 ? null : score;
        }

        private static @Nullable String nameIn(JsonReader json) throws IOException {
            @Nullable String[] told = new String[1];
            json.object(name -> {
                if (name.equals("name")) told[0] = json.text();
            });
            return told[0];
        }
    }
}
