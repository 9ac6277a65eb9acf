"""Further given names: they show that a name is a person's, not of which gender."""

from typing import Final

from functions.extract.engine.lexicons import listed
from functions.extract.engine.lexicons.given_names import FEMALE, MALE

_FURTHER: Final = listed(
    """tamsin sunniva carys hamish wilf lotte aldo irena dilys yusra rahel bethan dermot
    saoirse gethin osric marit aaron abbas abdallah abdel abdul abdullah abel abraham abu
    ada addison adele adnan adolf adrian adriana agatha agnieszka ahmad aidan akio akira
    alain alan alastair albany alec aleksandr aleksandra alejandro alena alessandro alex
    alexandre alexey alexis alf alfie alfonso alfred alisa alistair allan allen alma alvaro
    alvin amal amar amber amelia amina amir amit amos amara ananya anatoly anders andre
    andré andreas andrei andrej andrés andy angel angelo angus anil anika anja anjali anselm
    ansel anton antoine antonina antónio anya april arash archie ari ariel arjun arkady
    arlene armando arne arnold arsen arseniy art artem arturo arun arvind asad asher ashley
    ashraf asif astrid athena audrey august augusto aung aurora austin ava avery avi axel
    ayesha aylin ayman aziz babak bailey barney barry bart bashar beau becca beckett ben
    benedict benedikt benito benjamín benny bert bertha bertie bilal billie billy björn
    blaine blair blake blanca bo bobby bogdan bonnie boyd brad bradley brady brandon brant
    brendan brent brett brian bridget brigitte britney brittany brooke bruno bryan bryce
    bryn byron caitlin caleb calvin cameron candice carina carl carlo carlotta carly carmelo
    carolina carolyn carrie carson carter casey casimir cassandra cassie catalina catarina
    catriona cecil cecilia cedric celeste celia celine cesar césar chad chandra charlene
    charlie chas chelsea chen chiara chloe chris christa christian christiane christie
    christina christoph christophe chuck cindy clarence clarissa clark claude clay clayton
    clement cliff clifford clint clinton clive clyde cody cole colette colleen conor connor
    conrad constance cora corey corinne cornelius cory courtney cristian cristiano cristina
    curt curtis cyril cyrus dag daisy dale dalia damian damien damon dan dana dane daniela
    daniele danilo danny daphne daria dario darius darlene darrell darren darryl daryl dave
    davina davis dean deanna debbie debra declan deirdre delia demetrius denis denise denys
    derek derrick desmond devin dexter dianne diego dieter dietrich dimitri dimitris dina
    dinesh dino dirk djibril dolores dom dominic dominik dominique don donna donnie dora
    doreen doug drew duane duncan dustin dwayne dwight dylan earl ed eddie edgar edmund edna
    eduardo edwin efraim egor eli elias elijah elin elise elisa elisabeth eliza ella ellie
    elliot elliott elsa elvira elvis emil emilia emilio emine emir emmett emre enda enrico
    enrique erdem eric erica erich erik erin erna ernest ernesto ernst errol erwin esteban
    estelle ethan etienne eugene eugenia eunice evangelos evan evelina evgeny ewan ezra
    fabian fabio fahad faisal faith farah farid faye federico felicia felicity felipe felix
    femi fergus fernanda fernando fidel filip finn fiorella flavia fletcher flora florian
    floyd fran francesca francesco francine francisco franco françois franck frankie
    franklin franz fraser freddie frederic frederick frederik freya frida friedrich fritz
    fyodor gabriel gabriella gabrielle gareth garret garrett gavin gemma gene geoff georg
    george georges georgina gerard gerd gerhard gerry gertrude ghassan gianni gideon gil
    gilbert giles gillian ginny giovanni giulia giuliano giulio giuseppe glen glenda glenn
    godfrey gopal gordon graeme grant gregor greta griffin gretchen guido guillaume
    guillermo gunnar gunther gus gustav gustavo guy gwen gwendolyn habib hadley haider haim
    hakan haley halima hamid hamza han hana hans harlan harley harper harriet harris hasan
    hashim hassan hazel hector heidi heinrich heinz helena helene helga helge helmut hendrik
    henri henrietta henrik herbert herman hermann hilary hilda hiro hiroshi holger holly
    hope horst hortense hosni hubert hussein hussain hyun ibrahima ida idris ignacio igor
    ikram ilan ilham ilse ilya imani imelda immanuel imogen imran ina indira ines inés inga
    ingrid inigo ira irene iris irma irving isaac isabella isaiah isak ishaan isla ismail
    ismael isobel israel itzhak ivana ivar ivo iwona jaap jackson jacek jacqui jacques jade
    jaime jakob jakub jalal jamal jamie jamil jan jana janelle janine jared jarrod jarvis
    jasmine jasper javier jay jayden jayne jean-claude jean-luc jean-marc jean-pierre jed
    jen jenna jens jermaine jerry jess jesse jessie jesus jesús jin jo joachim joann joão
    joaquin jocelyn jodie joel joelle joerg joey johan johann johanna johannes johnny
    jolanta jolene jon jonas jonny jordan jordi jorge jörg joris josé josef josefina josh
    josiah josie joy juanita judah judd jude judy julian julien juliet juliette julio julius
    june jun junaid jung jürgen jurgen justine kai kaja kamal kamil kara karel karim karin
    karina karl karla karsten kasia kaspar kate kathy katja katrin katrina katrine kay kayla
    kayleigh kaylee keisha kelvin ken kendall kendra kenji kenny kent kerry kevan khadija
    khaled khalid khalil kiera kieran kiki kim king kira kiran kirk kirill kirsten kirstie
    kirsty kit klara klaus konrad konstantin kristen kristian kristin kristina kristine
    kristoffer krishna krzysztof kurt kwabena kwame kwasi kyle kylie kyra lacey lakshmi
    lamar lana lance lara lars latoya lauri laurence laurent laurie lavinia layla lazar lea
    leandro lee leif leigh leland lenny leo leon leonardo leonid leonie leonora leopold
    leroy les lesley leslie lester leticia lev levi lewis lex lia liana lidia lila lilian
    liliana lillian lilly lily lindsay lindsey linh lionel lise lisbeth livia liza lizzie
    lloyd lois lola lonnie lora loren lorena lorenzo loretta lori lorna lorraine lou louie
    louisa louise lourdes luc luca lucas lucia luciano lucien lucille lucinda lucius ludmila
    ludwig luigi luisa lukas lukasz łukasz lyle lyndon lyudmila mabel mackenzie maddie mads
    mae magda magdalena maggie magnus mahmoud mahmud maia maja majid makoto malachi malala
    malcolm malik mallory mamadou mandy manfred manolis manuela mara marat marc marcel
    marcela marcelo marcia marcin marco marcos marcus margarita margot margret marguerite
    mariam mariano maribel mariela marija marika marilena marion marisa marisol marissa
    marius marjorie marko markus marla marlene marlon marnie marshall marta martina marty
    marvin maryam masato masha mason massimo mateo mathew mathias mathieu matilda matteo
    matthias matthieu mattias maura maureen maurice mauricio maurizio mauro max maxim maxime
    maximilian maxine maya mehdi mehmet mei mel melinda melvin mercedes meredith merle
    mervyn mia micah micha michaela michal michał michel michela michele micheline mick
    mickey miguel mika mikael mike mikkel mila milan milena miles milo milos miloš milton
    mimi mina minna mira mirela mireille miroslav mirza misha mitchell mo moe mohammad
    mohamad moira mollie molly mona morgan moritz morris moses moshe muammar murat muriel
    murray mustafa mustapha mykhailo mykola myles myra myriam nabil nadine nadezhda naftali
    naguib nahid naima najib nana nanette naoko nasser nastya nat natalya nate nathalie
    nathaniel naveed navi nazanin ned neal neha nelson nestor neville ngozi niall nicanor
    nicki nicky niccolò nico nicolás nicolette niels nigella niki nikita nikki niklas nikola
    nikolas nikolaus nikos nils nisha noa noah noam noel noelle nolan noor nora norbert
    noreen norma norman nour novak nuno octavia odette ofelia ola ole oleh oleksiy oleksii
    oli olivier ollie omar ophelia ora orhan orla orlando orrin orson ortwin oscar oskar
    osman oswald otis otto owen pablo paddy paige paloma pam paolo parker parvez pascal
    pascale pat patricio patrick patsy patti patty paulo pawel paweł pearl pedro peggy penny
    per percy perry petar pete petra petro phil philipp philippa philippe phillip phoebe pia
    piers pieter pietro pilar piotr polly poppy pranav prem preston priscilla priti prudence
    qasim quentin quincy quinn rachael radek radoslaw rafael rafał rafiq raheem rahul raina
    raisa raj raja rajesh rakesh rama ramesh ramon ramona ramzan ramzi rand randall randolph
    randy ranil raoul raphael raquel rashid rashida raul ravi ray rebeca reggie regina
    reginald reid reinhard remi rémy rena renata renate rené rene renee renée renzo reuben
    rex reza rhonda rhys ric rick ricky rikke riley rina rob robbie roberto robin robyn
    rocco rocío rod roderick rodney rodrigo rodolfo roger rohan roland rolf roman romano
    romeo ron ronan ronda ronnie rory rosalind rosalie rosalyn rosario rosemary rosie ross
    rowan roxanne rosanna ruben ruby rudolf rudolph rufus rui rupert ruslan russ rusty ruta
    sabine sabrina sadia sadiq safiya sakura saleh salim salma salman salvatore sam sami
    samir samira sammy samson sanjay sanjeev santiago santino sascha sasha saul savannah
    scarlett scot sebastian seamus selena selim selina serena serge sergio seth shahid shane
    shankar shannon shari sharif sharron shaun shauna shawn shelby sheldon shelley sherry
    shinzo shirin shlomo sid sidney sidra siegfried sigmund sigrid silas silke silvia silvio
    simone sinead sinéad siobhan siobhán skyler slava slavoj sofie solomon sonja sophia
    soren søren spencer stacey stacy stan stanislav stanley stanisław stefanie stefania
    stefano steffen stella stephan stephane stéphane stepan sterling stuart sue sujatha
    sultana sunil sunita suresh susana susanna susanne susie suzan suzy sven svitlana syed
    tabitha tadeusz tahir takashi takeshi talia tamar tamika tammi tammy tanner tara tareq
    tariq tasha tatyana taylor ted teddy teodora teodoro terence teresa terrance terrell
    terrence terri tess tessa thabo thad thelma theo theodor thierry thilo thom thora thor
    thorsten tiago tiana tiberius timo timofey timur tina tobias tobin toby todd tomas tomás
    tomasz tomer tommaso tommy toni tonya tore torsten tracey travis trent trevor tricia
    trina tristan troy trudy tucker tunde ty tyler tyrone tyson ulrich ulrike uma umar
    umberto urs ursula usman uwe val valentin valentyn valentino valeria valeriy valerii
    varun vasily vasyl vaughn veronique vernon vesna vic vicki vicky victoire victorine
    vidya vijay vikram vikki vilma vince vinay vincenzo vinnie viola violet vito vitalii
    vittorio vivek vivian vivien vivienne vlad vladyslav vlado volker vyacheslav wade
    waldemar wallace wally wanda ward waseem wei wendell werner wes wesley whitney wilbur
    wilfred wilhelm will willard willem willie willis wilma wilson winifred winnie winona
    witold wojciech wolfgang wolodymyr woodrow wyatt xander xi ximena xiomara yael yahya
    yair yan yana yannick yannis yaroslav yasmin yasser yasir yassin yasuo yehuda yevhen
    yitzhak yoav yoko yolanda yosef yossi youssef yuki yulia yuliya yuriko yuriy yusuf yuval
    yves yvette zach zack zahra zaid zainab zane zara zbigniew zelda zeynep zhanna zia ziad
    zion zoltan zoran zuzana zvi marcello jolie saddam mohammed mahmood ayad benazir pervez
    nouri lech vaclav václav slobodan radovan ratko rahm mitt newt condoleezza dick laura
    barron ivanka tulsi beto bernie ketanji sonia ruth antonin elena neil amy mitch nancy
    kevin hakeem alexandria"""
)
GIVEN_NAMES: Final = MALE | FEMALE | _FURTHER
"""Given names, in lower case."""

WORDS_TOO: Final = listed(
    """art april august may june will mark bill grant grace hope faith joy rose ruby pearl dawn
    summer autumn violet iris daisy lily ivy holly amber jade crystal star sky rich frank
    earnest chase chance hunter mason carter cooper parker taylor tyler baker king prince
    duke earl dean major judge bishop pope christian roman victor max rex van ward wade
    lance pat rob sue drew don norm guy gene ray jay carol penny ginger sandy rusty rocky
    cliff glen brook heath ridge forest dale lane miles stone clay flint dick jesus angel
    angus charity mercy patience prudence temperance per ed al les lo in bo ty val
    ambassador general china chad georgia jordan israel austin dallas paris london florence
    sydney victoria virginia carolina savannah charlotte madison lincoln jackson hamilton
    chelsea brooklyn lourdes valencia milan troy perth orlando houston diego"""
)
"""Given names that are also common words or places: no evidence of a person by themselves."""
