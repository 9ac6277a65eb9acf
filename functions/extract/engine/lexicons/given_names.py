"""Common given names, for the gender that a pronoun asks for; ambiguous ones are left out."""

from typing import Final

from functions.extract.engine.lexicons import listed

MALE: Final = listed(
    """adam ahmed alan albert alexander alexei ali andrew andriy anthony antonio antony arthur
    barack ben benjamin bernard bernie bill bob boris brian bruce carl carlos charles
    christopher colin craig daniel david dennis dmitry dmytro donald douglas edward elon
    emmanuel eric evan francis frank fred gary gavin geoffrey george gerald gordon graham greg
    gregory harold harry henry howard hugh ian ibrahim igor ivan jack jacob jake james jason
    jeff jeffrey jeremy jerome jim jimmy joe john jonathan jose joseph joshua juan justin keir
    keith kenneth kofi kofi kevin kyrylo larry lawrence leonard liam lloyd louis luis luke
    manuel marco mario mark martin matt matthew michael miguel mike mikhail mitch mohamed
    mohammed muhammad narendra nathan neil nicholas nick nicolas nigel nikolai oleg oleksandr
    oliver olaf oscar pat patrick paul pavel pedro peter philip pierre rajiv ralph raymond
    recep ricardo richard rishi robert roger roland ronald roy rudy russell ryan samuel scott
    sean sergei sergey serhiy simon stefan stephen steve steven stuart taras terry theodore
    thomas tim timothy todd tom tony vadim valery victor viktor vincent vitali vitaly vladimir
    volodymyr walter warren wayne william winston xavier yevgeny yuri zachary"""
)

FEMALE: Final = listed(
    """abigail agnes aisha alexandra alice alicia alison amanda amy ana andrea angela anita ann
    anna anne annie antonia barbara beatrice becky beth betty beverly brenda bridget camilla
    carla carmen carol caroline catherine cathy charlotte cheryl christina christine claire
    clara claudia cynthia danielle dawn deborah debra diana diane donna doris dorothy edith
    eileen elaine elena eleanor elise elizabeth ellen emily emma erika esther eva evelyn
    fatima fiona frances gabriela gail georgia giorgia gina gloria grace greta hannah harriet
    heather helen hillary ilona inna irina iryna isabel jacinda jackie jacqueline jane janet
    janice jean jennifer jenny jessica jill joan joanna joanne josephine joyce judith julia
    juliana julie kamala karen karoline kate katherine kathleen kathryn katie kelly kimberly
    laura lauren leah leila lena linda lisa liz lucy lydia lynn madeleine margaret maria
    mariana marie marilyn marina martha mary maryna megan melania melanie melissa michelle
    miriam monica nadia nancy naomi natalia natalie natasha nicola nicole nikki nina nora
    olena olga olha oksana olivia pamela patricia paula pauline penelope penny phyllis priya
    rachel rebecca rita roberta rosa rose ruth sally samantha sandra sara sarah sharon sheila
    shirley sofia sonia sophia sophie stella stephanie susan suzanne svetlana sylvia tamara
    tanya tatiana teresa theresa tiffany tina tracy ursula valentina valerie vanessa vera
    veronica victoria viktoria virginia wendy yulia yvonne zoe"""
)
