package dev.vitrine.ui.thought;

import dev.vitrine.analysis.Answers;
import dev.vitrine.analysis.Decoded;
import dev.vitrine.training.Thought;
import dev.vitrine.training.Thought.Update;
import dev.vitrine.training.WhatIf;
import java.util.ArrayList;
import java.util.List;

/**
 * A thought, read: what it says after each update. Worked out in the background.
 *
 * @param preliminary whether each answer is that after one more update of the high level
 * @param answers     likeliest ids after each update
 */
public record Reading(Riddle riddle, WhatIf how, Thought thought, boolean preliminary, List<int[]> answers) {
    static Reading of(Thought thought, Riddle riddle, WhatIf how, boolean preliminary) {
        List<int[]> answers = new ArrayList<>();
        for (Update update : thought.updates()) {
            answers.add(new Decoded(preliminary ? update.preliminary() : update.logits(), thought.vocabulary()).likeliest());
        }
        return new Reading(riddle, how, thought, preliminary, List.copyOf(answers));
    }

    int size() {
        return answers.size();
    }

    Update update(int i) {
        return thought.updates().get(i);
    }

    /** Positions that are wrong after an update; -1 where the right answer is not known. */
    int wrong(int i) {
        return riddle.solved() ? Answers.wrong(answers.get(i), riddle.puzzle().answer()) : -1;
    }

    /** The last update of each segment: what is carried on, and answered. */
    List<Integer> ends() {
        List<Integer> ends = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            if (i + 1 == size() || update(i + 1).segment() > update(i).segment()) {
                ends.add(i);
            }
        }
        return ends;
    }

    /** Names of the states in the order of the model. */
    List<String> levels() {
        return thought.starts().stream().map(Thought.Start::level).toList();
    }

    /** The states of a level in their order, the start first. */
    List<float[]> states(String level) {
        List<float[]> states = new ArrayList<>();
        thought.starts().stream().filter(s -> s.level().equals(level)).forEach(s -> states.add(s.state()));
        thought.updates().stream().filter(u -> u.level().equals(level)).forEach(u -> states.add(u.state()));
        return states;
    }

    /** The updates of a level in their order. */
    List<Update> updates(String level) {
        return thought.updates().stream().filter(u -> u.level().equals(level)).toList();
    }

    /** "segment.cycle" or "segment.cycle.step". */
    static String label(Update update) {
        String label = update.segment() + "." + update.cycle();
        return update.step() < 0 ? label : label + "." + update.step();
    }
}
