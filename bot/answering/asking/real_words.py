"""English words and names that lie one or two slips from a word we mend to; they are what was meant, and stay."""

from __future__ import annotations

# Every such word of two general word lists (about 130,000 words), found by running the rule of `spelling` over them.
REAL = frozenset(
    """
    abetter abetters abreacted acclaimed acclaiming acclaims accredit accredits agreements aleuts amperage answerer
    answerers answers antiviral antivirals antlered appended appending appendixes aprils aril aromatic aromatically
    aspiring assailable asthmatic asthmatically augusta augustan auguste auguster augustly augusto augusts augustus
    autocratic autocratically automata automate automated automates automatics automating automation automatism
    automatize automaton automats autumnal autumns averaged averagely averages averts avoidable axiomatic
    axiomatically backflow backlogs backus bailable batter beach beached beaches beak beater begetter berating
    bereaving betaking bette betted bettered betters bettor bitter blackleg blast bleach bleached bleacher bleachers
    bleaches bleak bleating blenched blenches bloke blondest brach brake braking branched branches bread breading
    breakables breakings bream breasted breasting breath breathed breather breathers breathes breathing breech
    breeches breeding breezing breuning brewages bricking brioches brisking britches broach broached broacher
    broaches brocken brokenly broker brooches brooke brooking brose brunched brunches butter calamuses calluses
    caparison causes chagres chaining chairing change changed changers changes charades chare charger chargers
    chariest charismas charles charlies charmed charmers charming charnels charred charted charters chartres
    chausses chrismal chrisoms christens christian christians christmases clacking cladding claimant claimer
    claimers clair clam clammed clamming clamping clams clanging clanking clapping clashing clasping classes
    classing claude claus clausius cleanses climbing clinical clonuses coatrack coleuses collared combated
    commendation compacted compadre companion comparer compares comparisons compassed compassion compellation
    compensating compensations compensator competed compiled complied comported composed computed condensation
    confidentially constrict construct contact contacts contracted contractor contracts contradict contrail
    contralto contrary contrast contrasts contrasty converge cooperage coopered cortical cottages counteract
    coverages coverall coverdale cozenage cramming credited creditor creditors criminal critically deadlier
    deadlines deadliness deceasing deceiver decembers decemvir decreasingly decreeing deference definitional
    definitions definitive dehisces deices depressing desktops detergency deviates devisees devisers devises
    devoiced devoices differences diffidence disproving downcome downpipe downside downsize downtick dragline easier
    easterly eastern easters eater emergence emergent eminence empire empires encumber ester evidenced evidences
    exigence expiates expired expiry explained explainer explains explores fabled fairlead faulty faxed feaster
    fined fired fixer fixes flailed flattops foiled foxed frequent frequents fridays guarantees guarantied
    guaranties hampered hardened harkened hastened holidayed hostages hyphened imploding imploring importing
    imposing improvise improvising incenses incensing incerate incidence incidences incidental incidentals incipient
    increasingly indigent indigents ingresses instance insurable insurances insurgence involved involves
    irresolution irresponsible issuance jane jube jude judy juke junes jung junk juno jury jute lability lase lash
    lass lasts lats lest levee levees levelers leven lever levers likability likeability livability looniest
    lovability lust mach macy mailable mana mandy mane mangy mani manky manly mann manny mans manx marc marche marci
    marco marcs marcy marsh mary massed match mazy meaningly meanings meany mediums medius melting menacing meriting
    messed metering meting misled missend misspend misted misused moaning mondays monet moneys monkey mont montages
    monte montes mooney mopey mosey moth moths mouth mouths mussed networked networks nonmember noticed notices
    novembers novice numbed numbered oblations obligating obligation obligatos octobers outargue outargues outfaces
    outpaces outraces outrage outraged outrages outrange outranges outspanning outspending outstandingly outstaying
    outtakes overdoes overdone overdose overdrew overdub overdubs overdye overrule overture ownerships pacing paging
    paling palsying paragraphed paragrapher paragraphia paragraphs parched parches parching parentage paring
    parrying partying pastiches patchier patchiest patchily paunches paving pawing penally penetrating penetrations
    penetrative peopled peoples percentages percentile perching perforating performable performances performings
    perfuming pericles perpetration persisted persistence persistency persistently persisting pervious pice pinching
    pitched pitchers pitches pitching pitchings playing playings pliability pluvious plying poaching pooching
    portages pouching praying precious precises preforming premise premised premises premisses premixed premixes
    preppies presorted presorts preview previews previously priced pricey priciest prick prickers prickets prickles
    pricks pricy pride prides pries prime primes primuses prince princes princess priorate priories prize prizes
    profiled profiles profited prolines promisee promisees promiser promisers promoted promotes prompted proposes
    protists provender provident provides provisoes provisos provoker prowlers prying psyching punching putsches
    quainter quarrels quarrier quarriers quartered quarterly quartern quarterns quartersaw quartet quartets quartics
    quilters quitters rapports realised realises realized realizes reapplied reapplies rearview rebooted reclined
    reclines reconvert reconvey recover recovered recovers redlined redlines redly redstone reexplain reexport
    reexported reexports refolded reforged reformed refound refunded refunds regorged reimport relied relies rely
    remaster remolded removers rene renee renewable renewals renews repaid repairer repairs repartee repay repeated
    repelled repented replaced replaces replay replayed repletes replicas replier repliers replotted reportedly
    reporter reporters repriced reprices reprised reprises reprized reproved reptiles repulsed repulses requester
    rerolled rerouted rescinded rescinding rescore resending reserved resew residence resole resoled resolute
    resolutions resolutive resolvent resolver resolvers resolves resorption resort resorted resorts resounded
    resounding respired respires respondent responder responders responds responser responses responsibly responsive
    responsum restarted restated restocked restorer restorers restores restyled resulted retort retorted retorts
    reverted reviewed reviewer reviewers revilers revisers revolution revolutions revolve revolved revolver revolves
    reworded reworked riposted sallowest sanction satisfactions saturdays scheduled scheduler schedulers schedules
    scummier secretion sectional sectioned sections secularity securely securing sedation sedition seduction
    sedulity selection septembers serviced servile servings sharpened showiest simmer sine singe siring slowness
    slummer slummier smearing smelting smoothly snowiest soutanes sparing sparking sparling sparring spaying
    spearing spherule spirting splaying spooring sporing sporting sprang spreeing sprig springe springer springs
    springy sprint sprucing sprung spuing spurning spurring spurting spying squatter squatters starlets stickers
    string subcontract subcontracted subcontracts suction suctions sumer summed summered summerly summers summery
    summoner sumner sumter sunda sundae sundas sundays sundry suppler supplied suppliers supplies supporter supports
    survives tacket tais tangents targe targeted tartlets teamster tend terminable terminal terminals terminated
    terminates terminating terminations terminative terminator thais thickens thickest thicket thickets thickset
    thin thins threefold threshed thresholds thursdays thus ticked ticker tickers ticketed ticklers toady toddy tody
    tokay tread treed trends trendy trent trinkets tucket tuesdays turbinate turgent urgently uses ushers vague vale
    valle valse valued valuer values valve verses versos versts vertus voltages waterage weak weakened wedekind
    wednesdays weed weeds weekended weekender weekenders ween weens weep weeps weer wees winder winger winier winker
    winner wintered winters wintery wintrier witter wore worsen worser wort worthy wroth yeah yeahs yean yeans yearn
    yearns yeas yeastier yeats yesterdays
    """.split()
)
