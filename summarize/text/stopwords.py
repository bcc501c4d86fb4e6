"""Function words of the languages most used here, written for this project as plain lists."""

from __future__ import annotations

STOP_WORDS = {
    "en": """a about above across after again against all almost along already also although always am among an
        and another any anyone anything are around as at away be became because become been before behind being
        below between both but by came can cannot could couldn't did didn't do does doesn't doing don't done down
        during each either else ever every everyone everything few for from further get gets got had hadn't has
        hasn't have haven't having he he's her here hers herself him himself his how however i i'm i've if in into
        is isn't it it's its itself just last least less let like made make many may me might more most much must
        my myself near need neither never next no nor not nothing now of off often on once one only onto or other
        others our ours out over own per perhaps put quite rather really s said same say says see seem several she
        she's should shouldn't since so some something still such t take than that that's the their theirs them
        themselves then there there's these they they're this those though through thus to together too toward
        towards two under until up upon us very was wasn't we we're well went were weren't what when where whether
        which while who whom whose why will with within without won't would wouldn't yet you you're your yours
        mr mrs ms dr told added according""",
    "fr": """à afin ai ainsi alors après as assez au aucun aucune aujourd'hui auquel aura aurait aussi autre autres
        aux avaient avait avant avec avoir beaucoup bien c'est car ce ceci cela celle celles celui cependant ces
        cet cette ceux chaque chez comme comment d'un d'une dans de depuis des dès deux dit doit donc dont du elle
        elles en encore entre envers es est et étaient était étant été être eu eux fait faire fois font furent fut
        grand hors ici il ils j'ai je jusqu l'on la là laquelle le lequel les lesquels leur leurs lors lorsque lui
        ma mais malgré me même mêmes mes moins mon n'a n'est ne ni non nos notre nous on ont ou où par parce
        parmi pas pendant peu peut peuvent plus plusieurs pour pourquoi pourrait pouvait près puis qu'il qu'elle
        qu'ils qu'un qu'une quand quatre que quel quelle quelles quels qui quoi s'est sa sans se selon sera serait
        ses si soit son sont sous sur ta tandis tant te tel telle tes ton toujours tous tout toute toutes très
        trois trop tu un une va vers voici voilà vos votre vous y ainsi a""",
    "ar": """في من على إلى عن مع هذا هذه ذلك تلك الذي التي الذين اللذين اللواتي ما ماذا من هو هي هم هن أنت أنا نحن
        كان كانت كانوا يكون تكون ليس ليست لا لم لن إن أن أنه أنها أنهم إنه إنها إنهم قد لقد و أو ثم بل حتى إذا إذ
        لكن لكنه لكنها كما كل كله كلها بعض أي أية بين بعد قبل عند عندما حين حيث منذ خلال حول دون ضد نحو لدى له لها
        لهم به بها بهم فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها عنه عنها معه معها هناك هنا الآن أيضا
        فقط غير سوى كذلك لذلك بذلك التى الى او ان انه انها اذا اي ايضا كانوا يتم تم قال قالت وقال وقالت أضاف وأضاف
        وفي ومن وعلى وإلى وأن وإن وهو وهي وكان وكانت ولم ولا وقد بأن لأن فإن مما ممن بما فيما كيف متى أين لماذا
        يا أمام تحت فوق داخل خارج أكثر أقل جدا مثل أحد إحدى اثنين أول آخر أخرى""",
    "es": """a al algo ante antes aquel aquella así aún aunque bajo bien cada casi como con contra cual cuando de
        del desde donde dos durante e el él ella ellas ellos en entre era eran es esa ese eso esta está están este
        esto estos fue fueron ha había han hasta hay la las le les lo los luego más me mi mientras muy nada ni no
        nos o otra otro otros para pero poco por porque que qué quien se según ser si sí sido sin sobre son su sus
        también tan tanto te tiene tienen toda todas todo todos tras tres tu un una unas uno unos y ya yo dijo""",
    "de": """aber alle allem allen aller alles als also am an ander andere anderen auch auf aus bei bereits bin bis
        bist da damit dann das dass dem den denn der des die dies diese diesem diesen dieser dieses doch dort du
        durch ein eine einem einen einer eines er es etwas euch für gegen habe haben hat hatte hatten hier ich ihm
        ihn ihnen ihr ihre ihrem ihren im in ist jede jeder jetzt kann kein keine können man mehr mein mit muss
        nach nicht nichts noch nun nur ob oder ohne sagte sehr sein seine seinem seinen seiner seit sich sie sind
        so soll sollen sondern sowie über um und uns unter vom von vor war waren was weil wenn werden wie wieder
        will wir wird wo wurde wurden zu zum zur zwei zwischen""",
    "it": """a ad ai al alla alle allo anche ancora avere aveva c'è che chi ci come con contro cosa cui da dagli dai
        dal dalla dalle dei del della delle dello di dopo due e è ed era erano essere fa fino fra gli ha hanno i il
        in io l'ha la le lei lo loro lui ma mentre mi molto nei nel nella nelle non o ogni per perché più poi prima
        quando quanto quella quello questa questo qui se sempre senza si sia solo sono stata stato su sua sue sugli
        sui sul sulla suo suoi tra tre tutti tutto un una uno""",
    "pt": """a ao aos as até com como contra da das de dela dele depois do dos duas e é ela elas ele eles em entre
        era essa esse esta está este eu foi foram há isso já lhe mais mas me mesmo meu muito na não nas nem no nos
        o os ou para pela pelas pelo pelos por porque quando que quem são se sem ser seu seus só sobre sua suas
        também tem tinha todos um uma disse""",
}  # fmt: skip

LEANING_OPENINGS = """he she it they his her their its this that these those but and however also meanwhile him them i
    we you my our il elle ils elles ce cette ces mais et son sa ses leur leurs je nous on
    هو هي هم هذا هذه ذلك تلك لكن وقال وأضاف كما وهو وهي"""
"""Words that lean on the sentence before: a point that opens with one cannot stand alone."""
