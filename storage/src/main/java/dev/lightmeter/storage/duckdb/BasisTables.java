package dev.lightmeter.storage.duckdb;

import dev.lightmeter.core.DeviceKind;
import dev.lightmeter.core.group.GroupRule;
import dev.lightmeter.core.group.GroupRules;
import dev.lightmeter.core.group.GroupRules.RankedGroup;
import dev.lightmeter.storage.ScoreBasis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** By what the newest recorded scores were made. */
final class BasisTables {

    private BasisTables() {}

    static Optional<ScoreBasis> load(Sql sql) {
        List<ScoreBasis> kept = new ArrayList<>();
        GroupRules rules = rules(sql);
        sql.read("select parameters, left_out from score_basis", (chunk, rows) -> {
            for (int row = 0; row < rows; row++) {
                kept.add(new ScoreBasis(
                        chunk.vector(0).getString(row),
                        rules,
                        kinds(chunk.vector(1).getString(row))));
            }
        });
        return kept.stream().findFirst();
    }

    /** Replaces what stands there. */
    static void save(Sql sql, ScoreBasis basis) {
        sql.execute("delete from score_basis");
        sql.execute("delete from score_basis_rule");
        sql.execute("insert into score_basis values (?, ?)", basis.parameters(), words(basis.leftOut()));
        int rank = 0;
        for (RankedGroup group : basis.rules().ranked()) {
            rank++;
            int place = 0;
            for (GroupRule rule : group.rules()) {
                place++;
                int number = 0;
                for (String value : rule.values()) {
                    sql.execute(
                            "insert into score_basis_rule values (?, ?, ?, ?, ?, ?, ?)",
                            rank,
                            group.name(),
                            place,
                            rule.attribute().name(),
                            rule.operator().name(),
                            ++number,
                            value);
                }
            }
        }
    }

    private static String words(Set<DeviceKind> kinds) {
        return kinds.stream().map(DeviceKind::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<DeviceKind> kinds(String words) {
        return Arrays.stream(words.split(","))
                .filter(word -> !word.isEmpty())
                .map(word -> Stored.word(DeviceKind.class, word))
                .collect(Collectors.toSet());
    }

    /** A value of one rule of one group, as it stands in a row. */
    private record Row(int rank, String group, int rule, String attribute, String operator, String value) {}

    private static GroupRules rules(Sql sql) {
        Map<Integer, TreeMap<Integer, List<Row>>> byRank = new TreeMap<>();
        sql.read(
                "select rank, device_group, rule, attribute, operator, value from score_basis_rule"
                        + " order by rank, rule, value_number",
                (chunk, rows) -> {
                    for (int i = 0; i < rows; i++) {
                        Row row = new Row(
                                chunk.vector(0).getInt(i),
                                chunk.vector(1).getString(i),
                                chunk.vector(2).getInt(i),
                                chunk.vector(3).getString(i),
                                chunk.vector(4).getString(i),
                                chunk.vector(5).getString(i));
                        byRank.computeIfAbsent(row.rank(), first -> new TreeMap<>())
                                .computeIfAbsent(row.rule(), first -> new ArrayList<>())
                                .add(row);
                    }
                });
        List<RankedGroup> ranked = new ArrayList<>();
        byRank.values()
                .forEach(rules -> ranked.add(new RankedGroup(
                        rules.firstEntry().getValue().getFirst().group(),
                        rules.values().stream().map(BasisTables::rule).toList())));
        return new GroupRules(ranked);
    }

    private static GroupRule rule(List<Row> values) {
        Row first = values.getFirst();
        return new GroupRule(
                Stored.word(GroupRule.Attribute.class, first.attribute()),
                Stored.word(GroupRule.Operator.class, first.operator()),
                values.stream().map(Row::value).toList());
    }
}
