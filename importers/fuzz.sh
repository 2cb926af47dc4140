#!/bin/sh
# Fuzzes the reading of files, one format after the other, with low priority.
#
#   importers/fuzz.sh MINUTES [FORMAT ...]     from the root of the project; without formats: all of them
#
# Prints one line for each format: when, format, seconds, inputs tried, branches reached, findings. What was found and the
# whole log lie in importers/target/fuzz/FORMAT; what was learnt lies there too and starts the next run.
set -eu
minutes=${1:?"usage: importers/fuzz.sh MINUTES [FORMAT ...]"}
shift
root=$(cd "$(dirname "$0")/.." && pwd)
out=${FUZZ_FOLDER:-$root/importers/target/fuzz}
mkdir -p "$out"

if [ -z "${FUZZ_CLASS_PATH:-}" ]; then
    (cd "$root" && mvn -q -B -pl importers -am test-compile dependency:build-classpath \
        -Dmdep.outputFile="$out/class-path" -Dmdep.includeScope=test)
    FUZZ_CLASS_PATH="$root/importers/target/test-classes:$root/importers/target/classes:$(cat "$out/class-path")"
fi

fuzzing() {
    nice -n 19 java -Xmx512m --enable-native-access=ALL-UNNAMED -cp "$FUZZ_CLASS_PATH" \
        dev.lightmeter.importers.FormatFuzzing "$@"
}

[ $# -gt 0 ] || set -- $(fuzzing)

for format in "$@"; do
    log=$out/$format/log
    mkdir -p "$out/$format"
    began=$(date +%s)
    fuzzing "$format" $((minutes * 60)) "$out" > "$log" 2>&1 || true
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log" | tail -n 1)
    branches=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$log" | tail -n 1)
    findings=$(grep -c '^== Java Exception\|^==.*ERROR: libFuzzer' "$log" || true)
    printf '%s %-18s %5ss %9s inputs %6s branches %s findings\n' "$(date -u +%Y-%m-%dT%H:%MZ)" \
        "$format" $(($(date +%s) - began)) "${runs:-none}" "${branches:-none}" "$findings"
done
