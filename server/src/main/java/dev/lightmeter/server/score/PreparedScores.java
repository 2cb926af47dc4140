package dev.lightmeter.server.score;

import dev.lightmeter.core.Decimals;
import dev.lightmeter.core.group.DeviceGroup;
import dev.lightmeter.server.http.Json;
import dev.lightmeter.server.odata.QueryOptions;
import dev.lightmeter.server.score.Scores.GroupRow;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The answers for one set of scores, written once but for what differs from call to call: the address in the context and
 * the times. An answer is put together by copying.
 */
final class PreparedScores {

    /** Highest score first; equal scores by id, so that pages neither repeat nor lose a row. */
    private static final Comparator<GroupRow> ORDER =
            Comparator.comparingLong((GroupRow row) -> -row.score().orElse(0)).thenComparingInt(GroupRow::id);

    private static final byte[] CONTEXT = ascii("{\"@odata.context\":");
    private static final byte[] TIME = ascii(",\"time\":\"");
    private static final byte[] COUNT = ascii(",\"@odata.count\":");
    private static final byte[] VALUE = ascii(",\"value\":[");
    private static final byte[] ROW = ascii("{\"time\":\"");
    private static final byte[] END = ascii("]}");
    private static final int COUNT_DIGITS = 10;

    private final Scores scores;
    private final byte[] organisation;
    private final byte[][] rows;
    private final int rowBytes;

    PreparedScores(Scores scores, boolean omitGroupsWithoutData) {
        this.scores = scores;
        this.organisation = ascii("\",\"score\":" + points(scores.organisation()) + "}");
        this.rows = listed(scores, omitGroupsWithoutData).stream()
                .map(PreparedScores::afterTime)
                .toArray(byte[][]::new);
        int bytes = 0;
        for (byte[] row : rows) bytes = Math.addExact(bytes, ROW.length + Ticks.LONGEST + row.length + 1);
        this.rowBytes = bytes;
    }

    @SuppressWarnings("ReferenceEquality") // comparing a thousand rows on each call would cost more than it saves
    boolean isFor(Scores other) {
        return scores == other;
    }

    byte[] organisation(String context, Ticks ticks) {
        return entity(context, organisation, ticks);
    }

    byte[] secureScore(String context, Ticks ticks) {
        String points = number(scores.secureScorePoints().getAsDouble());
        return entity(context, ascii("\",\"score\":" + points + "}"), ticks);
    }

    private static byte[] entity(String context, byte[] afterTime, Ticks ticks) {
        byte[] address = Json.string(context);
        Assembly answer =
                new Assembly(CONTEXT.length + address.length + TIME.length + Ticks.LONGEST + afterTime.length);
        answer.add(CONTEXT).add(address).add(TIME).addTime(ticks, ticks.take(1)).add(afterTime);
        return answer.bytes();
    }

    byte[] groups(String context, QueryOptions page, Ticks ticks) {
        byte[] address = Json.string(context);
        int from = Math.min(page.skip(), rows.length);
        int to = from + Math.min(page.top().orElse(rows.length), rows.length - from);
        Assembly answer = new Assembly(
                CONTEXT.length + address.length + COUNT.length + COUNT_DIGITS + VALUE.length + rowBytes + END.length);
        answer.add(CONTEXT).add(address);
        if (page.count()) answer.add(COUNT).add(ascii(Integer.toString(rows.length)));
        answer.add(VALUE);
        long tick = ticks.take(to - from);
        for (int i = from; i < to; i++) {
            if (i > from) answer.add((byte) ',');
            answer.add(ROW).addTime(ticks, tick++).add(rows[i]);
        }
        return answer.add(END).bytes();
    }

    /**
     * The rows of an answer. Clients list device groups through this address, so a group without a scored device stays,
     * with score 0. The group of devices in no group appears when it holds devices, or when there is no other group.
     */
    private static List<GroupRow> listed(Scores scores, boolean omitGroupsWithoutData) {
        List<GroupRow> named = scores.groups().stream()
                .filter(row -> row.id() != DeviceGroup.UNASSIGNED.id() || row.devices() > 0)
                .toList();
        if (named.isEmpty()) {
            named = List.of(
                    new GroupRow(DeviceGroup.UNASSIGNED.id(), DeviceGroup.UNASSIGNED.name(), scores.organisation(), 0));
        }
        return named.stream()
                .filter(row -> row.score().isPresent() || !omitGroupsWithoutData)
                .sorted(ORDER)
                .toList();
    }

    private static byte[] afterTime(GroupRow row) {
        String name = new String(Json.string(row.name()), StandardCharsets.UTF_8);
        return ("\",\"score\":" + points(row.score()) + ",\"rbacGroupName\":" + name + ",\"rbacGroupId\":" + row.id()
                        + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String points(OptionalLong nanoPoints) {
        return number(Decimals.asDouble(nanoPoints.orElse(0)));
    }

    /** The shortest decimal text that reads back as this number, without an exponent and without ".0". */
    private static String number(double value) {
        BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return shortest.signum() == 0 ? "0" : shortest.toPlainString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Bytes put one after the other into room that is known to suffice. */
    private static final class Assembly {

        private final byte[] room;
        private int end;

        Assembly(int room) {
            this.room = new byte[room];
        }

        Assembly add(byte[] bytes) {
            System.arraycopy(bytes, 0, room, end, bytes.length);
            end += bytes.length;
            return this;
        }

        Assembly add(byte single) {
            room[end++] = single;
            return this;
        }

        Assembly addTime(Ticks ticks, long tick) {
            end = ticks.write(tick, room, end);
            return this;
        }

        byte[] bytes() {
            return java.util.Arrays.copyOf(room, end);
        }
    }
}
