package dev.vitrine.ui.generate;

import dev.vitrine.engine.sample.Node;
import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TreeData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A search as a tree: every token that was kept in a turn, with the score of the text that ends there, and what was given up. */
public final class Beams {
    /** Turns that are drawn, the newest ones. */
    private static final int LONGEST = 100;

    private final Session session;
    private final String run;
    private final ReadOnlyObjectWrapper<TreeData> tree = new ReadOnlyObjectWrapper<>(TreeData.EMPTY);
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private List<Node> nodes = List.of();
    private TextTree of;
    private int turns = -1;

    Beams(Session session, String run) {
        this.session = session;
        this.run = run;
        caption.set(session.text("generate.beams.none"));
    }

    void show(WrittenText text) {
        Writing work = text.work();
        List<List<Node>> all = work == null ? List.of() : List.copyOf(work.turns());
        if (all.isEmpty()) {
            if (turns != 0) {
                turns = 0;
                of = null;
                nodes = List.of();
                tree.set(TreeData.EMPTY);
                caption.set(session.text("generate.beams.none"));
            }
        } else if (all.size() != turns || of != work.tree()) {
            turns = all.size();
            of = work.tree();
            draw(all, work);
        }
    }

    private void draw(List<List<Node>> all, Writing work) {
        List<Node> drawn = new ArrayList<>();
        Map<Integer, Integer> numbers = new HashMap<>();     // of the search's nodes, in the picture
        for (List<Node> turn : all.subList(Math.max(0, all.size() - LONGEST), all.size())) {
            List<Node> ordered = new ArrayList<>(turn);
            ordered.sort((a, b) -> Integer.compare(a.id(), b.id()));
            for (Node node : ordered) {
                numbers.put(node.id(), drawn.size());
                drawn.add(node);
            }
        }
        Set<Integer> alive = alive(all.getLast(), drawn, numbers);
        Set<Integer> best = way(best(all.getLast(), drawn), drawn, numbers);
        List<TreeData.Node> boxes = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            Node node = drawn.get(i);
            boxes.add(new TreeData.Node(numbers.getOrDefault(node.parent(), -1), of.tokenizer().token(node.token()),
                    Numbers.format(node.score()), best.contains(i) ? TreeData.Mark.CURRENT
                            : alive.contains(i) ? TreeData.Mark.PLAIN : TreeData.Mark.DROPPED));
        }
        nodes = drawn;
        tree.set(new TreeData(boxes));
        caption.set(session.text("generate.beams.caption", Numbers.integer(all.size()), Numbers.integer(nodes.size()),
                Numbers.format(work.search().lengthPenalty()), of.who()));
    }

    /** Those that are on the way to a text of the last turn, or to one that has ended. */
    private static Set<Integer> alive(List<Node> last, List<Node> drawn, Map<Integer, Integer> numbers) {
        Set<Integer> alive = new HashSet<>();
        last.forEach(n -> alive.addAll(way(n, drawn, numbers)));
        drawn.stream().filter(Node::ended).forEach(n -> alive.addAll(way(n, drawn, numbers)));
        return alive;
    }

    private static Node best(List<Node> last, List<Node> drawn) {
        Node best = last.getFirst();
        for (Node node : drawn) {
            best = node.ended() && node.score() > best.score() ? node : best;
        }
        return best;
    }

    private static Set<Integer> way(Node to, List<Node> drawn, Map<Integer, Integer> numbers) {
        Set<Integer> way = new HashSet<>();
        for (Integer at = numbers.get(to.id()); at != null; at = numbers.get(drawn.get(at).parent())) {
            way.add(at);
        }
        return way;
    }

    /** In the order of the picture. */
    List<Node> nodes() {
        return nodes;
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Node node : nodes) {
            all.add(new Shown(Numbers.format(node.score()), node.score(), new Source.Derived(run, of.step(),
                    "sum of ln p of the tokens up to here over length^alpha")));
        }
        return all;
    }

    public ReadOnlyObjectProperty<TreeData> treeProperty() {
        return tree.getReadOnlyProperty();
    }

    public ReadOnlyStringProperty captionProperty() {
        return caption.getReadOnlyProperty();
    }
}
