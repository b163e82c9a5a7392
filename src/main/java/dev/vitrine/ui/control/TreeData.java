package dev.vitrine.ui.control;

import java.util.List;

/**
 * Texts that begin alike, as a tree.
 *
 * @param nodes parents before their children
 */
public record TreeData(List<Node> nodes) {
    public static final TreeData EMPTY = new TreeData(List.of());

    /** What a node is, besides its label. */
    public enum Mark {
        PLAIN,
        /** On the way to the text that is shown. */
        CURRENT,
        /** Given up. */
        DROPPED
    }

    /**
     * @param parent number of the node before it, -1 for none
     * @param number what is written under the label, or empty
     */
    public record Node(int parent, String label, String number, Mark mark) { }

    public TreeData {
        nodes = List.copyOf(nodes);
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).parent() >= i || nodes.get(i).parent() < -1) {
                throw new IllegalArgumentException("node " + i + " of a tree: its parent must be -1 or a number below it, got "
                        + nodes.get(i).parent());
            }
        }
    }

    public int size() {
        return nodes.size();
    }
}
