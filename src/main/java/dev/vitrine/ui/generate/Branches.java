package dev.vitrine.ui.generate;

import dev.vitrine.ui.Session;
import dev.vitrine.ui.Shown;
import dev.vitrine.ui.Source;
import dev.vitrine.ui.control.Numbers;
import dev.vitrine.ui.control.TreeData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The tree of all texts of a prompt: a node for each stretch between two forks, with ln p of the text up to its end. */
public final class Branches {
    private final Session session;
    private final ReadOnlyObjectWrapper<TreeData> tree = new ReadOnlyObjectWrapper<>(TreeData.EMPTY);
    private final ReadOnlyStringWrapper caption = new ReadOnlyStringWrapper("");
    private final List<Twig> ends = new ArrayList<>();      // of each node
    private TextTree shown;

    Branches(Session session) {
        this.session = session;
        caption.set(session.text("generate.branches.none"));
    }

    void show(WrittenText text) {
        shown = text.tree();
        ends.clear();
        List<TreeData.Node> nodes = new ArrayList<>();
        if (shown != null) {
            Set<Twig> current = new HashSet<>(text.path());
            shown.first().forEach(t -> add(t, -1, current, nodes));
        }
        tree.set(new TreeData(nodes));
        long texts = ends.stream().filter(t -> t.children().isEmpty()).count();
        caption.set(texts == 0 ? session.text("generate.branches.none")
                : session.text("generate.branches.caption", Numbers.integer(texts), Integer.toString(shown.step())));
    }

    /** A stretch also ends where the shown text ends. */
    private void add(Twig from, int parent, Set<Twig> current, List<TreeData.Node> nodes) {
        StringBuilder label = new StringBuilder();
        Twig end = from;
        label.append(shown.tokenizer().token(end.token()));
        while (end.children().size() == 1 && current.contains(end) == current.contains(end.children().getFirst())) {
            end = end.children().getFirst();
            label.append(shown.tokenizer().token(end.token()));
        }
        int node = nodes.size();
        ends.add(end);
        nodes.add(new TreeData.Node(parent, label.toString(), Numbers.format(end.logProbability()),
                current.contains(end) ? TreeData.Mark.CURRENT : TreeData.Mark.PLAIN));
        end.children().forEach(t -> add(t, node, current, nodes));
    }

    /** The last token of a node. */
    Twig twig(int node) {
        return ends.get(node);
    }

    List<Shown> shown() {
        List<Shown> all = new ArrayList<>();
        for (Twig end : ends) {
            all.add(new Shown(Numbers.format(end.logProbability()), end.logProbability(),
                    new Source.Derived(shown.run(), shown.step(), "sum of ln p_base of the tokens up to here")));
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
