# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words that say nothing alone. They are neither stored nor asked for."""

from leitstand.core.languages import Language
from leitstand.core.search.folding import fold

_GERMAN = """
aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch
auf aus bei beim bin bis bist bzw da dabei dadurch dafür daher damit danach dann daran darauf
daraus darin darüber das dass davon dazu dein deine dem den denn der deren des dessen die dies
diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines einige er es
etwa etwas euch euer für gegen gibt hab habe haben hat hatte hatten hier hin hinter ich ihm ihn
ihnen ihr ihre ihrem ihren ihrer ihres im in ins ist ja jede jedem jeden jeder jedes jedoch jene
kann kein keine keinem keinen keiner können könnte machen man manche mein meine mich mir mit muss
müssen nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem seinen seiner seines seit
sich sie sind so solche soll sollen sollte sondern sonst sowie über um und uns unser unsere unter
viel vom von vor wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn
wer werden wie wieder will wir wird wo wurde wurden zu zum zur zuständig zwar zwischen
"""
_ENGLISH = """
a about above after again all also am an and any are as at be because been before being below
between both but by can could did do does doing down during each few for from further had has have
having he her here hers him his how i if in into is it its just me more most my no nor not of off
on once only or other our out over own same she should so some such than that the their them then
there these they this those through to too under until up very was we were what when where which
while who whom why will with would you your
"""
STOP_WORDS: dict[Language, frozenset[str]] = {
    "de": frozenset(map(fold, _GERMAN.split())),
    "en": frozenset(_ENGLISH.split()),
}
