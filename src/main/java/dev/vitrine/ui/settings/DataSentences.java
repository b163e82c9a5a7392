package dev.vitrine.ui.settings;

import dev.vitrine.engine.InputException;
import dev.vitrine.engine.data.report.DataReport;
import dev.vitrine.engine.data.report.Inspector;
import dev.vitrine.engine.data.shard.TokenShards;
import dev.vitrine.engine.data.source.ReadConfig;
import dev.vitrine.engine.data.source.TextSource;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a file or a folder, for a person who is about to train on it. */
final class DataSentences {
    private DataSentences() {
    }

    static String of(Path data, ReadConfig config) {
        try {
            if (TokenShards.isFolder(data)) {
                TokenShards shards = TokenShards.open(data);
                return data + ": " + shards.size() + " tokens of " + shards.texts() + " texts.";
            }
            DataReport report = Inspector.inspect(TextSource.of(data), config, new Inspector.Options(null, 0, 0, 1, ""));
            List<String> wrong = Stream.concat(report.sentences().stream(), report.notes().stream()).toList();
            return data + ": " + report.read() + " read, " + report.used() + " used, " + report.words() + " words. "
                    + (wrong.isEmpty() ? "Nothing looks wrong." : String.join(". ", wrong) + ".");
        } catch (InputException e) {
            return e.getMessage();
        }
    }
}
