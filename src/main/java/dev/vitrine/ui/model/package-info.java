/** A model that was opened and does not train: its sizes, what it is made of, the memory that it takes. */
package dev.vitrine.ui.model;
