package dev.vitrine.training.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Comma-separated values (RFC 4180): a header, then a line a row; what was not measured is empty. */
final class CsvMetrics {
    private static final MetricRow ANY = new MetricRow(0, "", 0, 0, 0, 0, 0, 0);
    private static final String HEADER = "step,stage," + String.join(",", ANY.numbers().keySet()) + "\n";
    private static final Pattern ROW = Pattern.compile("(\\d{1,9}),.*(,[^,\"]*){" + ANY.numbers().size() + "}");

    private CsvMetrics() {
    }

    static MetricFile open(Path folder, int from) throws IOException {
        return new TextMetrics(folder.resolve("metrics.csv"), from, HEADER, CsvMetrics::step, CsvMetrics::line);
    }

    private static int step(String line) {
        Matcher row = ROW.matcher(line);
        return row.matches() ? Integer.parseInt(row.group(1)) : -1;
    }

    static String line(MetricRow row) {
        StringBuilder line = new StringBuilder().append(row.step()).append(',').append(quoted(row.stage()));
        row.numbers().values().forEach(x -> line.append(',').append(Double.isNaN(x) ? "" : Digits.of(x)));
        return line.toString();
    }

    private static String quoted(String name) {
        String one = name.replaceAll("\\R", " ");
        return one.matches("[^,\"]*") ? one : '"' + one.replace("\"", "\"\"") + '"';
    }
}
