/** What each head looks at in the probe: all heads, one head large, one row with its arcs and its softmax. */
package dev.vitrine.ui.attention;
