package dev.vitrine.training;

import dev.vitrine.engine.model.Model;
import dev.vitrine.engine.tensor.Weights;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the outside may ask of a running training. Carried out between pieces of work, never in the middle of one. */
public sealed interface Command {
    /** One that somebody waits for the answer of. */
    sealed interface Asks extends Command permits CopyWeights, Save {
        CompletableFuture<?> answer();
    }

    /** Train on, to the planned end. */
    record Resume() implements Command { }

    /** Stop before the update of the present step, where all that is observed belongs together. */
    record Pause() implements Command { }

    /** Do the next piece of work only. */
    record Advance() implements Command { }

    /** Go on to the end of the phase that comes next. */
    record AdvancePhase() implements Command { }

    /** Undo one piece of work: the step is worked again up to the piece before. */
    record Back() implements Command { }

    /** Undo a whole phase. */
    record BackPhase() implements Command { }

    /** Show a state, past or newest, and stay there. */
    record Seek(int step) implements Command { }

    /** Set the peak of the learning rate from the present step on. */
    record SetPeakLearningRate(float value) implements Command { }

    /** The tensors to be copied into snapshots; {@code *} stands for any characters. */
    record Observe(Set<String> tensors) implements Command { }

    /** Which architectures train and are shown: one, or both side by side. A new one is trained up to the present step. */
    record Show(Set<String> types) implements Command { }

    record SetProbe(String text) implements Command { }

    /** Follow one weight's updates. */
    record Watch(String type, String parameter, int index) implements Command { }

    /** Asks for a copy of a model's weights at the present state. */
    record CopyWeights(String type, CompletableFuture<WeightsAt> answer) implements Asks { }

    /**
     * Writes all architectures that were trained to the file of a run. Training waits meanwhile.
     *
     * @param whole  whether all keyframes are written, so that whoever opens it goes back and forth as quickly as here
     * @param answer gets the file when it is there
     */
    record Save(Path file, boolean whole, CompletableFuture<Path> answer) implements Asks { }

    record Stop() implements Command { }

    /** A copy of the weights of a state, which training does not touch. */
    record WeightsAt(Model model, Weights weights, int step) { }
}
