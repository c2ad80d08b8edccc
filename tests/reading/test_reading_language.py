"""Another language is told only where it is sure: English reports are full of foreign names."""

from __future__ import annotations

import pytest

from dateline.reading.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Rebels seized Jowhar and Balcad; Hassan Sheikh Mohamud blamed Ahmed Diriye."),
        ("en", "Sadr, Maliki, Amiri and Khazali met Barham Salih and Mohammed al-Halbousi."),
        ("en", "Police in Kokrajhar lathi-charged Adivasi students at Gossaigaon tehsil."),
        ("en", "Evo Morales accused Luis Fernando Camacho and Carlos Mesa of sedition in La Paz."),
        ("en", "GUNMEN KILL THREE IN SAN SALVADOR, MINISTER SAYS FMLN BLAMED"),
        ("es", "El presidente viajó el lunes a Cartagena para reunirse con los ministros."),
        ("tr", "Başbakan pazartesi günü Ankara'da Cumhurbaşkanı ile görüştü, bakanlar da katıldı."),
        ("so", "Ciidamada dowladda ayaa sheegay in ay la wareegeen magaalada maalintii Isniinta."),
        ("ru", "Два человека погибли при взрыве в центре города, сообщила полиция в понедельник."),
    ],
)
def test_languages(language: str, text: str) -> None:
    assert language_of(text) == language


def test_a_short_text_has_the_declared_language() -> None:
    assert language_of("Word") == "en"
    assert language_of("Word", "fr-CA") == "fr"
    assert language_of("Word", "a language") == "en"
