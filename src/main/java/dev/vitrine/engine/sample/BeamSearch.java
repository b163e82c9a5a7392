package dev.vitrine.engine.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Follows the most probable beginnings of a text at once: of all that one token makes of them, as many are kept as there are beams.
 * A beam that ends is not replaced. Texts are ranked by the sum of their log-probabilities over length^alpha (Wu et al. 2016, arXiv:1609.08144, in its simple
 * form), the end token counting as one. Ties go to the earlier beam and the lower id, so that one beam is greedy decoding.
 *
 * <p>With groups the beams are searched group after group, and a token costs a group {@code diversity} for each beam of an earlier
 * group that has chosen it at the same place: Hamming diversity, Vijayakumar et al. 2016, arXiv:1610.02424. That decides what is kept
 * and is no part of the scores.
 */
final class BeamSearch {
    private static final Comparator<Beam> BEST_FIRST = Comparator.comparingDouble((Beam b) -> b.node.score()).reversed();

    private final Assignment a;
    private final Search search;
    private final Sampler sampler;
    private final int begin;        // length of the prompt
    private final List<Group> groups = new ArrayList<>();
    private final List<Decoder> idle = new ArrayList<>();
    private int nodes;

    /** The text that ends at a node. */
    private record Beam(Node node, int[] ids, Decoder decoder) {
        TextSoFar text(int begin) {
            return new TextSoFar(ids, begin, ids.length);
        }
    }

    /** A token that could be put behind a beam. */
    private record Candidate(Beam beam, int token, double logProbability, double rank) {
    }

    /** Beams that compete with one another only. */
    private static final class Group {
        private List<Beam> open = new ArrayList<>();
        private final List<Beam> ended = new ArrayList<>();   // best first
        private boolean over;
    }

    BeamSearch(Assignment assignment, int groupCount) {
        a = assignment;
        search = a.search();
        sampler = new Sampler(a.decoder().kernels());
        begin = a.from().prompt();
        Node root = new Node(-1, -1, 0, 0, -1, 0, 0, 0, false, null);
        for (int g = 0; g < groupCount; g++) {
            Group group = new Group();
            group.open.add(new Beam(root, Arrays.copyOf(a.from().ids(), a.from().length()), g == 0 ? a.decoder() : a.decoder().another()));
            groups.add(group);
        }
    }

    private int width() {
        return search.beams() / groups.size();
    }

    List<Found> write() {
        boolean goesOn = true;
        for (int depth = 1; depth <= a.maxTokens() && goesOn; depth++) {
            int[] chosen = new int[a.vocabulary()];
            List<Node> grown = new ArrayList<>();
            for (int g = 0; g < groups.size(); g++) {
                if (!groups.get(g).over) {
                    grow(groups.get(g), g, chosen, grown);
                }
            }
            goesOn = !grown.isEmpty() && a.listener().grown(progress(grown)) && groups.stream().anyMatch(g -> !g.over);
        }
        return found();
    }

    private void grow(Group group, int number, int[] chosen, List<Node> grown) {
        List<Candidate> candidates = candidates(group, chosen);
        List<Beam> parents = group.open;
        group.open = new ArrayList<>();
        for (Candidate c : candidates) {
            Beam beam = extended(c, number);
            (beam.node.ended() ? group.ended : group.open).add(beam);
            grown.add(beam.node);
        }
        group.open.forEach(beam -> chosen[beam.node.token()]++);
        group.open = withDecoders(group.open, parents);
        group.ended.sort(BEST_FIRST);
        group.over = over(group);
    }

    /** As many as beams that have not ended, best first. */
    private List<Candidate> candidates(Group group, int[] chosen) {
        List<Candidate> all = new ArrayList<>();
        int wanted = width() - group.ended.size();
        for (Beam beam : group.open) {
            float[] logits = beam.decoder.read(beam.ids, beam.ids.length);
            double[] logs = sampler.logProbabilities(logits, 0, a.vocabulary(), a.sampling(), beam.text(begin));
            double[] ranks = new double[logs.length];
            for (int v = 0; v < logs.length; v++) {
                ranks[v] = beam.node.sum() + logs[v] - (chosen[v] == 0 ? 0 : search.diversity() * chosen[v]);
            }
            for (int v : Sampler.best(ranks, wanted)) {
                if (logs[v] > Double.NEGATIVE_INFINITY) {
                    all.add(new Candidate(beam, v, logs[v], ranks[v]));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Candidate::rank).reversed());   // stable: earlier beams and lower ids first
        return all.subList(0, Math.min(wanted, all.size()));
    }

    private Beam extended(Candidate c, int group) {
        Node before = c.beam.node;
        int depth = before.depth() + 1;
        boolean end = c.token == a.ending().endId();
        int[] ids = end ? c.beam.ids : Arrays.copyOf(c.beam.ids, c.beam.ids.length + 1);
        if (!end) {
            ids[ids.length - 1] = c.token;
        }
        boolean ended = end || a.ending().over(new TextSoFar(ids, begin, ids.length));
        double sum = before.sum() + c.logProbability;
        return new Beam(new Node(nodes++, before.id(), depth, group, c.token, c.logProbability, sum, search.score(sum, depth), ended, null),
                ids, c.beam.decoder);
    }

    /** The first child of a beam goes on with its decoder, every other one with a copy. */
    private List<Beam> withDecoders(List<Beam> beams, List<Beam> parents) {
        List<Decoder> taken = new ArrayList<>();
        beams.stream().map(Beam::decoder).distinct().forEach(taken::add);
        parents.stream().map(Beam::decoder).filter(d -> !taken.contains(d)).forEach(idle::add);
        List<Beam> ready = new ArrayList<>();
        for (Beam beam : beams) {
            if (taken.remove(beam.decoder)) {
                ready.add(beam);
            } else {
                Decoder copy = idle.isEmpty() ? a.decoder().another() : idle.removeLast();
                copy.copy(beam.decoder);
                ready.add(new Beam(beam.node, beam.ids, copy));
            }
        }
        return ready;
    }

    private boolean over(Group group) {
        if (group.open.isEmpty()) {
            return true;
        }
        int wanted = Math.min(search.nBest(), width());
        if (group.ended.size() < wanted) {
            return false;
        }
        return search.early() || group.ended.get(wanted - 1).node.score() >= group.open.stream().mapToDouble(this::bound).max().orElseThrow();
    }

    /** No text that goes on from a beam has a better score: its sum cannot rise, and its length does not pass the most tokens. */
    private double bound(Beam beam) {
        double sum = beam.node.sum();
        return Math.max(search.score(sum, beam.node.depth() + 1), search.score(sum, Math.max(a.maxTokens(), beam.node.depth() + 1)));
    }

    private Progress progress(List<Node> grown) {
        Beam best = groups.stream().flatMap(g -> Stream.concat(g.open.stream(), g.ended.stream())).min(BEST_FIRST)
                .orElseThrow();
        grown.sort(Comparator.comparingDouble(Node::score).reversed());
        return new Progress(best.text(begin), List.copyOf(grown));
    }

    private List<Found> found() {
        List<Beam> all = new ArrayList<>();
        for (Group group : groups) {
            List<Beam> of = new ArrayList<>(group.ended);
            if (!group.over) {
                of.addAll(group.open);
            }
            all.addAll(of);
        }
        all.sort(BEST_FIRST);
        return all.stream().limit(search.nBest()).map(b -> new Found(Arrays.copyOfRange(b.ids, a.from().length(), b.ids.length), b.node.ended(),
                b.node.sum(), b.node.score())).toList();
    }
}
