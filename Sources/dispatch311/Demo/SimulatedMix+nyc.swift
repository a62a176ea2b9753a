extension SimulatedMix {
    /// Counts of 78,854 real service requests of New York City, 23 days from April to June 2026 (NYC Open Data, 311
    /// Service Requests), by service of `Catalog/nyc`; the rarest services are left out, and no row is in here.
    ///
    /// A line is a service, its count, how many of those lay in parks and airports, and its most frequent answers to
    /// the question `descriptor`.
    static let nyc = SimulatedMix(
        """
        noise-neighbor 13796 park=9 loud-music:9403 banging:3432 loud-talking:814 loud-television:147
        illegal-parking 13678 park=49 cemetery=8 hydrant:4026 against-sign:3061 sidewalk:2108 commercial-overnight:953
        noise-street 7046 park=53 cemetery=9 loud-music:5960 loud-talking:1086
        blocked-driveway 4205 park=3 no-access:3121 partial-access:1084
        noise-business 2714 loud-music:2163 loud-talking:280 banging:212 vehicle-music:36
        no-heat-hot-water 2187 whole-building:1399 one-apartment:788
        dirty-apartment-building 1879 park=3 pests:978 mold:447 garbage:373 sewage:81
        damaged-tree 1708 park=17 branch-down:732 tree-down:504 branch-cracked:239 leaning:109
        hydrant-or-water-main 1647 park=7 hydrant-emergency:381 hydrant-running:266 hydrant-running-full:238
        noise-vehicle 1617 park=29 cemetery=3 vehicle-music:921 vehicle-horn:451 engine-idling:245
        abandoned-car 1337 plates:1337
        dirty-street 1274 park=7 trash:1153 dog-waste:47 broken-glass:29 dirt:25
        noise-machine 1168 work-off-hours:462 barking-dog:189 alarm:126 building-equipment:111
        pothole-street-damage 1145 park=17 pothole:360 cave-in:334 loose-cover:130 bad-repair:75
        apartment-plumbing 1098 water-supply:379 sink:282 bath-or-shower:227 toilet:145
        homeless-camp 916 park=6
        park-maintenance 830 park=108 outdoor-structure:370 litter:136 rats:88 grass:69
        missed-pickup 818 trash:248 compost:197 bulky-trash:102 all-recycling:70
        peeling-paint 802 park=5 wall:386 ceiling:366 radiator:18 cabinet:12
        homeless-person 792 park=7 not-often:559 often:233
        illegal-dumping 709 park=4 remove:623 keeps-happening:86
        broken-door-window 691 park=4 door:375 window-frame:220 window-pane:49 door-frame:44
        sewer-or-street-flooding 691 park=5 sewer-backup:216 drain-clogged:215 street-flooded:66 lost-in-drain:42
        traffic-signal 656 park=17 cemetery=3 whole-crossing:394 walk-signal:59 one-light:53 signal-head:20
        unsafe-or-illegal-construction 618 no-permit:167 fence:57 sidewalk-shed:56 building-shaking:48
        overgrown-tree 611 building:213 street:159 dead-branches:85 power-lines:78
        apartment-repairs 597 intercom:133 cabinet:127 cooking-gas:120 ventilation:97
        street-vendor 542 park=9 food:293 goods:249
        police-matter 535 other:387 trespassing:148
        apartment-water-leak 522 heavy:251 slow:193 damp:78
        rats-and-mice 500 rats:328 attracting:135 signs:27 mice:10
        apartment-electricity 485 no-power:134 outlet:117 no-light:106 lighting:83
        street-light 456 park=8 out:375 on-signal-pole:19 dim:8 lamp-hanging:7
        consumer-complaint 409 sidewalk-display:39 restaurant:36 towing:31 corner-store:31
        blocked-street-or-sidewalk 398 cone:161 trash:84 weeds:68 merchandise:50
        app-ride-complaint 387 airport=21 as-bystander:335 as-passenger:40 company:11 report-only:1
        sidewalk-damaged 370 broken:193 violation:60 blocked-by-work:52 loose-cover:12
        noise-park 365 park=73 cemetery=3 loud-music:308 loud-talking:57
        broken-floor-stairs 365 floor:344 stairs:21
        broken-elevator 361 only-one:209 one-of-several:152
        illegal-apartment-or-use 346 illegal-apartment:233 not-approved-use:54 vehicles-stored:24
        unsafe-restaurant 301 pests:84 pets:40 spoiled:30 bare-hands:16
        broken-appliance 298 stove:182 refrigerator:116
        fireworks 286 park=4
        dead-tree 270 park=3 older:242 young:28
        home-trash-rules 256 not-secure:71 not-sorted:55 wrong-time:43 no-bin:31
        panhandling 252
        dead-animal 246 park=3 cat:91 rat:38 opossum:27 raccoon:23
        taxi-complaint 225 park=7 airport=76 as-passenger:148 as-bystander:74 vehicle:3
        park-rules 213 park=48 vendors:75 obstructing:55 grilling:34 playground:24
        graffiti 208 clean-off:195 police-no-report:10 police-report:3
        home-safety 203 fire-escape:63 smoke-alarm:54 carbon-monoxide-alarm:43 window-guard:29
        park-animal 199 park=68 dog-off-leash:99 injured-wildlife:37 dead-animal:34 wildlife:13
        animal-abuse 197 park=6 neglected:99 other:48 tortured:27 chained:13
        bad-indoor-air 190 chemicals:63 stale-air:39 sewage-smell:37 other:34
        lead-test-kit 188 home-kit:188
        noise-helicopter 181 private:178 police:3
        smoking-or-vaping 172 smoke-free-area:171 no-policy:1
        tree-vandalism 172 branches:63 trunk:44 removed:26 roots:22
        public-drinking 164 in-public:144 underage:17 after-hours:3
        lost-in-taxi 159 airport=22 bag:91 electronics:34 other:21 clothing:11
        tree-roots 156 inspect:156
        drug-use 156 outdoors:110 indoors:46
        abandoned-car-no-plates 154 derelict:154
        bad-outdoor-air 144 idling:64 building-dust:35 restaurant-smell:15 chimney-smoke:12
        reckless-driving 136 park=4 speeding:41 gridlock:40 racing:33 truck-route:12
        curb-damaged 117 broken:79 painted:28 metal:10
        illegal-posters 111 poster:94 flyer:9 sticker:8
        wasted-water 108 hydrant:63 home-meter:21 other-taps:8 home-taps:5
        outdoor-dining 107 sidewalk-blocked:64 setup:13 street-blocked:12 no-permit:10
        cannabis-shop 99 minors:42 unlicensed:35 suspicious:12 near-school:4
        unpermitted-work-in-apartments 90 occupied-building:90
        construction-after-hours 88 work-at-night:86 parking-lot-lights:2
        sign-damaged 87 other:27 no-parking:18 stop:13 one-way:10
        litter-basket-request 84 new:43 replacement:41
        sign-falling 71 other:15 stop:13 no-parking:12 street-name-overhead:8
        food-poisoning 66 one-or-two:57 three-or-more:9
        tree-wood-left 66 take-away:66
        """,
        areas: ["BK": 23_744, "QN": 21_285, "MN": 15_455, "BX": 14_528, "SI": 2_971]
    )
}
