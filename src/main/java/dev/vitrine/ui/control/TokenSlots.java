package dev.vitrine.ui.control;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.TextAlignment;

/**
 * Tokens on one line of a given width. With room they are as wide as their text; with less the type shrinks to 11 px;
 * with still less all have equal slots with elided text, or only a tick, and then just the named ones are written.
 */
final class TokenSlots {
    private static final double GAP = 8;
    private static final double WIDEST_GAP = 40;
    private static final double TINY = 28;        // px, fewer than three letters
    private final List<String> texts = new ArrayList<>();
    private final Lettering type;
    private final double[] edges;        // left edge of each slot, and the right edge of the last

    private TokenSlots(List<String> tokens, Lettering type, double left) {
        tokens.forEach(token -> texts.add(TokenText.visible(token)));
        this.type = type;
        edges = new double[tokens.size() + 1];
        edges[0] = left;
    }

    static TokenSlots fit(List<String> tokens, double left, double right) {
        TokenSlots slots = new TokenSlots(tokens, new Lettering(Lettering.MONO), left);
        if (slots.asWideAsText(GAP) > right) {
            slots = new TokenSlots(tokens, new Lettering(Lettering.SMALL_MONO), left);
            if (slots.asWideAsText(GAP) > right) {
                slots.equal(right);
                return slots;
            }
        }
        slots.asWideAsText(Math.min(WIDEST_GAP, GAP + (right - slots.edges[tokens.size()]) / Math.max(1, tokens.size())));
        return slots;
    }

    double middle(int token) {
        return (edges[token] + edges[token + 1]) / 2;
    }

    /** Distance between the middles of the first and the last token. */
    double span() {
        return texts.isEmpty() ? 0 : middle(texts.size() - 1) - middle(0);
    }

    /** The token at x, or null. */
    Integer at(double x) {
        for (int i = 0; i < texts.size(); i++) {
            if (x >= edges[i] && x < edges[i + 1]) {
                return i;
            }
        }
        return null;
    }

    void paint(GraphicsContext g, Palette palette, double top, int query, Integer hovered, Integer selected) {
        g.setFont(type.font());
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < texts.size(); i++) {
            boolean named = i == query || hovered != null && hovered == i || selected != null && selected == i;
            if (!named) {
                String text = type.elided(texts.get(i), width(i) < TINY ? width(i) : width(i) - 4);
                g.setFill(palette.muted());
                g.fillRect(middle(i) - 0.5, top, 1, text.isEmpty() ? 6 : 3);
                g.fillText(text, middle(i), top + 13);
            }
        }
        if (selected != null && selected < texts.size()) {
            chip(g, palette, selected, top, false, true);
        }
        if (hovered != null && hovered < texts.size()) {
            chip(g, palette, hovered, top, false, hovered.equals(selected));
        }
        if (query >= 0 && query < texts.size()) {
            chip(g, palette, query, top, true, selected != null && selected == query);
        }
    }

    /** A named token has a frame, filled for the query; where slots are tiny it is written over its neighbours. */
    private void chip(GraphicsContext g, Palette palette, int token, double top, boolean query, boolean locked) {
        boolean tiny = width(token) < TINY;
        double width = tiny ? Math.max(width(token), type.width(texts.get(token)) + 6) : width(token) - 2;
        double x = Math.clamp(middle(token) - width / 2, edges[0], Math.max(edges[0], edges[texts.size()] - width));
        g.setFill(query ? palette.query() : palette.background());
        g.fillRoundRect(x, top + 2, width, 21, 6, 6);
        g.setStroke(locked ? palette.focus() : query ? palette.query() : palette.text());
        g.setLineWidth(locked ? 2 : 1);
        g.strokeRoundRect(x + 0.5, top + 2.5, width - 1, 20, 6, 6);
        g.setFill(query ? ColorMap.inkOn(Colours.argb(palette.query())) : palette.text());
        g.fillText(tiny ? texts.get(token) : type.elided(texts.get(token), width - 2), x + width / 2, top + 13);
    }

    private double width(int token) {
        return edges[token + 1] - edges[token];
    }

    private double asWideAsText(double gap) {
        for (int i = 0; i < texts.size(); i++) {
            edges[i + 1] = edges[i] + type.width(texts.get(i)) + gap;
        }
        return edges[texts.size()];
    }

    private void equal(double right) {
        double width = (right - edges[0]) / texts.size();
        for (int i = 1; i < edges.length; i++) {
            edges[i] = edges[0] + i * width;
        }
    }
}
