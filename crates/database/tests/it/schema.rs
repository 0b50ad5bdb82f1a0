//! Every entity against the migrated schema.

use database::{
    address, article, article_version, author, change, episode, host, keyword, object, schedule,
    site, sketch, source, story, visit,
};
use sea_orm::EntityTrait;
use testkit::TestDatabase;

#[tokio::test]
async fn every_entity_reads_the_migrated_schema() -> anyhow::Result<()> {
    for test in TestDatabase::both().await? {
        let db = &test.database.read;
        assert!(site::Entity::find().all(db).await?.is_empty());
        assert!(host::Entity::find().all(db).await?.is_empty());
        assert!(source::Entity::find().all(db).await?.is_empty());
        assert!(address::Entity::find().all(db).await?.is_empty());
        assert!(article::Entity::find().all(db).await?.is_empty());
        assert!(article_version::Entity::find().all(db).await?.is_empty());
        assert!(author::Entity::find().all(db).await?.is_empty());
        assert!(author::article_author::Entity::find().all(db).await?.is_empty());
        assert!(keyword::Entity::find().all(db).await?.is_empty());
        assert!(keyword::article_keyword::Entity::find().all(db).await?.is_empty());
        assert!(keyword::keyword_hour::Entity::find().all(db).await?.is_empty());
        assert!(sketch::Entity::find().all(db).await?.is_empty());
        assert!(sketch::sketch_band::Entity::find().all(db).await?.is_empty());
        assert!(story::Entity::find().all(db).await?.is_empty());
        assert!(episode::Entity::find().all(db).await?.is_empty());
        assert!(object::Entity::find().all(db).await?.is_empty());
        assert!(schedule::Entity::find().all(db).await?.is_empty());
        assert!(visit::Entity::find().all(db).await?.is_empty());
        assert!(change::Entity::find().all(db).await?.is_empty());
        assert_eq!(change::change_counter::Entity::find().all(db).await?.len(), 1);
        assert_eq!(test.database.pending_steps().await?, 0);
    }
    Ok(())
}
