"""Spanish: what customers write when something is wrong, when they ask, thank, rage, advertise, or chat."""

from __future__ import annotations

from bot.adapters.reader.wordlists.kinds import Words, any_of, split, start_of

_PART_OF_A_PRODUCT = "no|aparece|botón|página|enlace|formulario|campo"

SPANISH = Words(
    code="es",
    no_trouble=any_of(
        r"olvid(?:é|ado|ada)",
        r"por (?:la|su|vuestra|tu) (?:ayuda|respuesta|explicación)",
        r"sin (?:ningún )?problemas?|no (?:hay|pasa) (?:problema|nada)|de nada|no solo|ningún problema|sin nómina",
        r"no (?:podría|puede|podía) (?:\w+ )?mejor|nada que (?:objetar|reprochar)",
        r"(?:lo (?:probaré|intentaré|miraré)|voy a probar(?:lo)?)(?: (?:mañana|luego|ahora)){0,2}(?=\W*$)",
    ),
    trouble=any_of(
        r"no|nada|nadie|nunca|ningun[oa]?|ningún|jamás|sin|ni|imposible|desgraciadamente|tampoco",
        r"rot[oa]s?|averí[ao]s?|averiad[oa]s?|error(?:es)?|fall[ao]s?|fallando|problemas?|falta|faltan|mal",
        r"equivocad[oa]s?",
        r"equivoc\w*|bloque\w*|congela|cuelga|cierra sola|apagad[oa]|desaparec\w*|perdid[oa]s?|vací[oa]s?|lent[oa]s?",
        r"lentísim[oa]|retras\w*|tarde|cancelad[oa]s?|cancelaron|anul\w*|caíd[oa]s?|parad[oa]|pierde|gotea|quema",
        r"cort\w+",
        r"dañad[oa]s?|defectuos[oa]s?|estafa\w*|robad[oa]s?|robar\w*|hacke\w*|cobrad[oa]s?|cobraron|cobrar|cobro",
        r"cobran",
        r"dos veces|reembols\w*|devoluci\w*|devuelv\w*|dar de baja|de baja|rechaz\w*|reclam\w*|queja\w*|excusas",
        r"vergüenza",
        r"pésim[oa]s?|peor\w*|horribl\w*|decepcion\w*|enfadad[oa]|hart[oa]s?|esperando|espero respuesta|espera|aunque",
        r"me han (?:enviado|cobrado)|tragado|ha comprado|el doble|más alto|sigue sin|sigo (?:recibiendo|esperando)",
        r"sigue\w*",
        r"quedado en|de otra persona|borren|antigua",
    ),
    wish=any_of(
        r"por favor|ayud\w*|quier[oae]\w*|quisiera|necesit\w*|gustaría|pod(?:éis|rían|ríais|emos|ría)|pueden?",
        r"puedo|se puede",
        r"alguien|cómo|dónde|cuándo|por qué|porqué|qué|quién|cuál|cuánto|urgente|consulta|pregunta|información|busco",
        r"estaría bien|sería (?:bueno|genial|útil)|avísenme|llámenme|contest\w*|respond\w*|cámbien\w*|tienen",
    ),
    question_start=start_of(
        r"qué|que|quién|cuál|cómo|como|dónde|donde|cuándo|cuando|cuánto|por qué|se puede|puedo|pueden|podéis|hay|tienen"
    ),
    thanks=any_of(r"gracias|muchas gracias|mil gracias|agradec\w*|agradezco|thanks"),
    praise=any_of(
        r"enhorabuena|felicidades|felicitaciones|genial\w*|excelente\w*|maravillos[oa]s?|perfect[oa]s?|encanta\w*",
        r"amo|amor",
        r"mejor(?:es)?|buen (?:trabajo|servicio)|precios[oa]s?|estupend[oa]s?|fantástic[oa]s?|increíble|amables?|feliz",
        r"content[oa]s?|satisfech[oa]s?|bravo|crack|seguid así|sigan así|funciona (?:todo|otra vez|ahora|de nuevo)",
        r"ahora (?:funciona|va)(?: todo| bien|\W*$)|ha funcionado|funcionó|resuelt[oa]|solucionad[oa]|volveré"
        r"|recomiendo|chapó|súper|encantad[oa]s?",
    ),
    nods=split("ok okay vale perfecto genial bien entendido listo bueno excelente"),
    filling=split("ok okay oh ah hola chicos todos equipo muy mucho todo está bien sí y el la que es ya ahora"),
    anger=any_of(
        r"vergüenza|vergonzos[oa]|ridícul[oa]s?|escándalo|asco|asqueros[oa]s?|inaceptable\w*|indignante|indignad[oa]",
        r"pésim[oa]s?|absurd[oa]|incompetentes?|inútil(?:es)?|idiotas?|payasos|estafa\w*|ladrones|mentiros[oa]s?",
        r"mienten",
        r"furios[oa]|cabread[oa]|hart[oa]s?|nunca más|ya basta|peor\w*|horrible\w*|tomadura de pelo|tomando el pelo",
        r"robo|pérdida de tiempo|odio|lamentable\w*|desastre",
    ),
    profanity=any_of(
        r"mierd\w*|joder|jodid\w*|coño|put[oa]s?|hij[oa]s? de \w+|cabron\w*|cabrón|carajo|chingad\w*|wtf",
        r"gilipoll\w*|cojon\w*|me cago en|pendej\w*|capull\w*|mamon\w*",
    ),
    threat=any_of(
        r"abogad[oa]s?|demand(?:ar|aré)|denunci\w*|juzgado|tribunal\w*|acciones legales|vía legal|policía|profeco",
        r"prensa|periódico|periodistas?|facua|ocu|hoja de reclamaciones|asociación de consumidores|sernac",
    ),
    leaving=any_of(
        r"(?:me|doy) (?:doy )?de baja|cancel(?:o|aré) (?:mi|el|la)|me (?:paso|cambio) (?:a|de)|perdido un cliente",
    ),
    impatience=any_of(
        r"todavía|aún|otra vez|de nuevo|semanas?|días|horas?|meses|llevo|llevamos|tercera vez|cada vez|siempre|por fin",
        r"nadie|esperando|espera|minutos|sigo|sigue",
    ),
    first_person=any_of(r"yo|mi|mis|he|hemos|nuestr[oa]s?"),
    advertising=any_of(
        r"sorteo[!:]|gran sorteo|concurso[!:]|gana(?:r)? (?:un|una|\d+)|desde casa|escríbeme|haz clic|clic aquí"
        r"|síguenos",
        r"comparte para|compra seguidores|solo hoy|\d+ ?% de descuento|código de descuento (?:aquí|gratis)"
        r"|préstamos sin",
        r"relojes baratos|(?:gana|invierte)\w* (?:\w+ )?(?:bitcoin|cripto\w*)|casino online|bono de casino",
        r"estamos contratando|contratamos|postúlate|candidaturas? (?:a|en|hasta)|oferta de empleo|busca personal",
        r"vacantes? (?:en|de|para)|prácticas en|trabaja con nosotros|envía tu cv|compra ya|(?:mi|al) telegram",
        unless=_PART_OF_A_PRODUCT,
    ),
    bulletin=any_of(
        r"nueva entrada(?: en el blog)?:?|cierra con (?:una )?(?:subida|bajada)|última hora|acabo de correr"
        r"|el tiempo en",
        r"ha publicado (?:una )?(?:nueva )?(?:foto|vídeo)|#bolsa|en (?:la )?bolsa de|ahora en directo"
        r"|resultados trimestrales",
        r"estadísticas (?:de hoy|de la semana)",
        unless=_PART_OF_A_PRODUCT,
    ),
    chatter=any_of(
        r"buen (?:fin de semana|finde|domingo|lunes)",
        r"feliz (?:navidad|cumpleaños|año|día|viernes|lunes)|felices fiestas|recién aterrizad\w*|saludos desde",
        r"nos vemos|en el balcón|con café|mi (?:gato|perro)|dan suerte|hoy llevo",
    ),
    courtesy=any_of(
        r"(?:ja){2,}j?|(?:a?ha){2,}h?|lol|buen(?:os|as) (?:días|noches|tardes)(?: a tod[oa]s)?",
        r"(?:que teng(?:a|an|áis) )?(?:(?:un )?buen (?:día|fin de semana|finde|domingo|lunes)|felices fiestas"
        r"|feliz (?:navidad|año|día|viernes|lunes))(?: a [^.,;:!?\n]{0,40})?",
        r"(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?(?:,? \w+){0,2}\W*$|atentamente(?:,? \w+){0,2}\W*$",
        r"hasta (?:pronto|luego|mañana)\W*$",
    ),
    place=any_of(
        r"páginas?|web|sitio|pantallas?|botón|formularios?|caja|carrito|mensajes? de error|código de error",
        r"(?:pasa|funciona|falla) aquí",
    ),
    order=any_of(r"pedid[oa]s?|paquetes?|envíos?|entregas?|reservas?|billetes?|boletos?|mercancía|compra"),
    software=any_of(
        r"app|aplicación|(?:la|última|una) actualización|actualizar|instal\w*|complemento|plug-?in|software|ios|android"
    ),
    invoice=any_of(r"facturas?|recibos?|reembols\w*|devoluci\w*|suscripci\w*"),
    payment=any_of(r"pagos?|pagad[oa]s?|cobr(?:o|os|ado|aron|ad[oa]s?)|dinero"),
    vague=split(
        """
        a ahora alguien algo app aquí así ayuda ayudar ayúdenme bien como con cómo cuando de del el ella en error es
        esta está están esto favor falla fallo funciona funcionan hay hola hoy la le lo los mal me mi mis muy nada
        nadie no nunca otra para pasa por problema problemas porque pueden puede puedo que qué roto se servicio siempre
        sin su sus todavía todo un una urgente va vez vosotros vuestra vuestro y ya yo
        """
    ),
)
