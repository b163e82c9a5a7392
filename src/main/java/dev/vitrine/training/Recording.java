package dev.vitrine.training;

import dev.vitrine.engine.model.ModelPass;
import dev.vitrine.engine.model.ReasoningPass;
import dev.vitrine.engine.model.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes down the thoughts about the puzzles of a batch: every state, and what the head says to it. */
final class Recording implements Thinker.Watcher {
    private static final String FLOW = ".resid_post";

    private final Command.WeightsAt from;
    private final List<int[]> questions;
    private final Reader reader;      // null without states
    private final List<List<Thought.Start>> starts = new ArrayList<>();
    private final List<List<Thought.Update>> updates = new ArrayList<>();
    private final List<List<Thought.End>> ends = new ArrayList<>();
    private float[] flow = {};        // what left the last block of a model without states
    private int vocabulary;

    /** @param beside a pass of the same size as the one that thinks */
    Recording(Command.WeightsAt from, List<int[]> questions, ModelPass beside) {
        this.from = from;
        this.questions = questions;
        reader = beside instanceof ReasoningPass reasoning ? new Reader(reasoning) : null;
        for (int b = 0; b < questions.size(); b++) {
            starts.add(new ArrayList<>());
            updates.add(new ArrayList<>());
            ends.add(new ArrayList<>());
        }
    }

    @Override
    public void began(ReasoningPass pass) {
        for (int level = 0; level < pass.levels().size(); level++) {
            for (int b = 0; b < questions.size(); b++) {
                starts.get(b).add(new Thought.Start(pass.levels().get(level), part(pass.carried(level).data, b)));
            }
        }
    }

    @Override
    public void updated(Moment moment, Segment piece, ModelPass pass) {
        if (moment == null) {
            piece.tensors((name, shape, filler) -> {
                if (name.endsWith(FLOW) && !name.startsWith("grad.")) {
                    flow = new float[shape.count()];
                    filler.fill(flow);
                }
            });
            return;
        }
        ReasoningPass reasoning = (ReasoningPass) pass;
        float[] state = reasoning.state(moment.level()).data.clone();
        float[] logits = reader.logits(state);
        List<float[]> states = new ArrayList<>();
        for (int level = 0; level < reasoning.levels().size(); level++) {
            states.add(reasoning.state(level).data);
        }
        boolean top = moment.level() == states.size() - 1;
        float[] preliminary = top ? logits : reader.preliminary(states);
        add(moment, reasoning.levels().get(moment.level()), piece.differentiated(), state, logits, preliminary);
    }

    private void add(Moment at, String level, boolean differentiated, float[] state, float[] logits, float[] preliminary) {
        for (int b = 0; b < questions.size(); b++) {
            float[] said = part(logits, b);
            updates.get(b).add(new Thought.Update(at.segment(), at.cycle(), at.step(), level, differentiated, part(state, b), said,
                    preliminary == logits ? said : part(preliminary, b)));
        }
    }

    private float[] part(float[] all, int puzzle) {
        int each = all.length / questions.size();
        return Arrays.copyOfRange(all, puzzle * each, (puzzle + 1) * each);
    }

    @Override
    public void ended(ModelPass pass) {
        vocabulary = pass.logits().numCols;
        if (pass instanceof ReasoningPass reasoning) {
            for (int b = 0; b < questions.size(); b++) {
                ends.get(b).add(new Thought.End(reasoning.q().get(b, 0), reasoning.q().get(b, 1)));
            }
        } else {
            float[] logits = pass.logits().data.clone();
            add(new Moment(0, 0, -1, 0), "z", true, flow, logits, logits);
        }
    }

    List<Thought> thoughts() {
        List<Thought> all = new ArrayList<>();
        for (int b = 0; b < questions.size(); b++) {
            all.add(new Thought(from.model().config().type(), from.step(), questions.get(b), from.model().config().channels(),
                    vocabulary, List.copyOf(starts.get(b)), List.copyOf(updates.get(b)), List.copyOf(ends.get(b))));
        }
        return List.copyOf(all);
    }
}
