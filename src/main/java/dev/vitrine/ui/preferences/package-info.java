/** What the program remembers from one start to the next, in a file where the platform keeps such files. Knows no nodes and no run. */
package dev.vitrine.ui.preferences;
