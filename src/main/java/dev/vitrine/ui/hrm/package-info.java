/** How HRM thinks: its states on their way through a plane, how far each update moves them, what it would answer when. */
package dev.vitrine.ui.hrm;
