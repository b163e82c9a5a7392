package dev.vitrine.cli;

import dev.vitrine.training.Presets;
import java.util.Iterator;

/** Names of the runs that ship, for the help. */
final class PresetNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Presets.REGISTRY.names().iterator();
    }
}
