package dev.vitrine.training;

import dev.vitrine.engine.optim.UpdateTrace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run looked like between two pieces of work. Immutable.
 *
 * @param run        the model type: {@code gpt} or {@code hrm}
 * @param step       updates made: the weights are those of this state
 * @param newest     the newest state the run has ever reached
 * @param total      steps that the run is planned for
 * @param stage      name of the stage the step belongs to
 * @param piece      pieces of this step that are done
 * @param pieces     pieces of a whole step
 * @param phase      of the last piece done, BATCH where none is
 * @param segment    that the last piece worked on, empty where it was no segment's
 * @param lossNats   that this step makes small, mean over the whole batch, NaN before its last LOSS; with what experts add to it
 *                   from CLIP on
 * @param gradNorm   before clipping, NaN before CLIP
 * @param stateHash  of state {@code step}
 * @param running    whether training goes on by itself
 * @param batch      B, sequences of the micro-batch; those of the batch where it is worked at once
 * @param tokens     (B*T) ids of the micro-batch
 * @param targets    (B*T) ids that are right, negative where nothing is asked
 * @param probeTokens ids of the probe
 * @param update     the watched weight's update, of the update that comes next or was just made; null if none is watched
 * @param failure    why training stopped, or what it could not do although it goes on; null where all is well
 * @param plan       every piece of a whole step, in order
 */
public record Snapshot(String run, int step, int newest, int total, String stage, int piece, int pieces, Phase phase,
                       String segment, float lossNats, float gradNorm, float learningRate, long stateHash, boolean running,
                       int batch, int time, int[] tokens, int[] targets, int[] probeTokens, UpdateTrace update,
                       String failure, Map<String, TensorSnapshot> tensors, List<Piece> plan) {
    public Optional<TensorSnapshot> tensor(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /** Number in the step of the micro-batch that the last piece worked on. */
    public int micro() {
        return piece == 0 ? 0 : plan.get(piece - 1).micro();
    }

    /** Whether a tensor belongs to the step and micro-batch that is shown. */
    public boolean isCurrent(TensorSnapshot tensor) {
        return tensor.step() == step && tensor.micro() == micro();
    }

    /** As it is shown: 16 hexadecimal digits. */
    public String stateHashText() {
        return StateHash.text(stateHash);
    }
}
