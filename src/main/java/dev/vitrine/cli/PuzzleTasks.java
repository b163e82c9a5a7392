package dev.vitrine.cli;

import dev.vitrine.engine.data.puzzle.Task;
import dev.vitrine.engine.data.puzzle.Tasks;
import java.util.Iterator;
import picocli.CommandLine;

/** Names of tasks, as the options say them. */
final class PuzzleTasks implements Iterable<String> {
    static final String CHOICES = "(${COMPLETION-CANDIDATES})";

    /** The task of an option. */
    static Task named(CommandLine command, String task) {
        if (!Tasks.REGISTRY.names().contains(task)) {
            throw Failures.wrong(command, "--task: unknown task '" + task + "'; choose one of " + Tasks.REGISTRY.names());
        }
        return Tasks.REGISTRY.get(task);
    }

    @Override
    public Iterator<String> iterator() {
        return Tasks.REGISTRY.names().iterator();
    }
}
