/** The logit lens: what a Transformer would say after each of its blocks. */
package dev.vitrine.ui.lens;
