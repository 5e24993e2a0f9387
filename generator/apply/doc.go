// Package apply makes what an application for a job needs: it reads the advert and finds which of a
// person's skills it names, lays a passport out in the order in which application forms ask, and
// keeps the record of what was sent, when and to whom.
//
// [ReadAdvert] turns the bytes of a file into words or says what is wrong with it. [Match] finds the skills
// that they name, and becomes the choice by which package site selects and orders a résumé; nothing is
// invented, and no word of the person's is changed. [Sheet] is one HTML file with a button beside every
// value, which works without a network or a server. [Record] is what is known about an application.
package apply
