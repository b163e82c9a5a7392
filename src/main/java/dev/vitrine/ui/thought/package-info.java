/** How a model thinks about a puzzle: its answer after every update, its states on their way, and what becomes of it otherwise. */
package dev.vitrine.ui.thought;
