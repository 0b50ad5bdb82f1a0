//! Parameters that tell where a reader came from, and nothing about the page.
//!
//! A name is listed when its maker documents it as a marker of campaigns, clicks or sessions. Names
//! that are such a marker on one site and the page itself on another stay out: `id`, `p`, `page`,
//! `article`, `ref`, `source`, `from`, `cid`, `sid`, `s`.

/// Names, in lower case, each group after its maker's documentation.
const NAMES: &[&str] = &[
    // Google Ads, Merchant Center and Analytics: click and linker parameters.
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "gad_source",
    "gad_campaignid",
    "srsltid",
    "_ga",
    "_gl",
    // Meta: click identifier of Facebook, share identifiers of Instagram, the former Open Graph
    // action parameters.
    "fbclid",
    "igshid",
    "igsh",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    // Click identifiers of Microsoft, Yandex, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit.
    "msclkid",
    "yclid",
    "ysclid",
    "_openstat",
    "twclid",
    "ttclid",
    "li_fat_id",
    "epik",
    "sccid",
    "rdt_cid",
    "__twitter_impression",
    // Letters: Mailchimp, HubSpot, Marketo, Vero, Omeda.
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "__hssc",
    "__hstc",
    "__hsfp",
    "hsctatracking",
    "mkt_tok",
    "vero_id",
    "vero_conv",
    "oly_enc_id",
    "oly_anon_id",
    // Adobe Analytics and Advertising: campaign parameters of the implementation guide.
    "s_cid",
    "s_kwcid",
    "ef_id",
    "cmpid",
    "intcmp",
    "icid",
    "ncid",
    // Piano (AT Internet): campaign parameters, and their older form.
    "at_medium",
    "at_campaign",
    "at_campaign_type",
    "at_link_id",
    "at_link_origin",
    "at_link_type",
    "at_format",
    "at_ptr_name",
    "at_bbc_team",
    "xtor",
    // Mapp (Webtrekk), comScore, Outbrain, Taboola.
    "wt_mc",
    "wt_zmc",
    "wtmc",
    "ns_mchannel",
    "ns_source",
    "ns_campaign",
    "ns_linkname",
    "dicbo",
    "tblci",
    // Yahoo's consent pages; sessions of PHP.
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "phpsessid",
];

/// Beginnings of names, in lower case.
const PREFIXES: &[&str] = &[
    // Google Analytics: campaign parameters.
    "utm_",
    // Matomo: campaign parameters, and those of its former name.
    "mtm_",
    "pk_campaign",
    "pk_kwd",
    "pk_source",
    "pk_medium",
    "piwik_",
    // HubSpot Ads, Piano's own fields.
    "hsa_",
    "at_custom",
];

/// Whether the parameter of this name says nothing about the page. Case does not matter.
pub(super) fn is_tracking(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}
