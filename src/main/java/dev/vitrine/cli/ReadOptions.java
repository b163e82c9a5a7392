package dev.vitrine.cli;

import dev.vitrine.engine.data.ChatTemplates;
import dev.vitrine.engine.data.source.ReadConfig;
import java.util.ArrayList;
import picocli.CommandLine.Option;

/** What of a file is read. */
final class ReadOptions {
    /** For the help. */
    static final class Templates extends ArrayList<String> {
        Templates() {
            super(ChatTemplates.REGISTRY.names());
        }
    }

    @Option(names = "--field", paramLabel = "NAME", description = "Key of an object or name of a column that holds the text (default: ${DEFAULT-VALUE}).")
    String field = ReadConfig.DEFAULT.field();

    @Option(names = "--template", paramLabel = "NAME", completionCandidates = Templates.class,
            description = "How chats are written: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    String template = ReadConfig.DEFAULT.template();

    ReadConfig config() {
        return new ReadConfig(field, template);
    }
}
