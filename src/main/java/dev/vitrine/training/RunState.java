package dev.vitrine.training;

import java.util.Map;
import java.util.SortedMap;

/**
 * All that a run is at one of its states, apart from its config and data: what a file of it holds. A run that is made from it
 * goes on with the same bits.
 *
 * @param step      the state it is in
 * @param keyframes arrays of states by their names, that of {@code step} among them
 * @param history   the numbers of every step so far
 * @param peaks     live changes of the peak learning rate, by the step from which they hold
 * @param bestStep  state whose weights are {@code best}; -1 where none are kept
 * @param best      the best weights on what is held out, by parameter
 * @param begin     the weights it began with, by parameter; empty where they are drawn from the seed
 */
public record RunState(int step, SortedMap<Integer, Map<String, float[]>> keyframes, History history, SortedMap<Integer, Float> peaks,
                       int bestStep, Map<String, float[]> best, Map<String, float[]> begin) {
}
