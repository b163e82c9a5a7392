/** What a Transformer says when one of its parts is switched off. */
package dev.vitrine.ui.ablation;
