/*
 * Copyright 2026 The Backstage SCIM Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { Router } from 'express';
import {
  CONNECTION_EVENT_TOPIC,
  ConnectionEventPayload,
  defaultAccessModel,
  DIRECTORY_EVENT_TOPIC,
  DirectoryEventPayload,
  ENFORCEMENT_EVENT_TOPIC,
  EnforcementEventPayload,
  scimAccessReadPermission,
  scimPermissions,
} from '@backstage-scim/plugin-scim-common';
import {
  scimAccessSourcesExtensionPoint,
  scimUserPermissionResourceRef,
  scimUserPermissionRules,
} from '@backstage-scim/plugin-scim-node';
import {
  AccessExporter,
  AccessHolders,
  AccessImporter,
  AccessPolicies,
  BindingStore,
  EffectiveAccess,
  findUser,
  keepAdministrators,
  PermissionCheck,
  ResourceStore,
  RoleBindings,
  ServiceAccountStore,
} from './access';
import { registerActions } from './actions';
import { Authorizer, createManagementRouter, Doctor } from './api';
import { AuditLog } from './audit';
import { ConnectionStore } from './connections';
import { ScimDatabase } from './database';
import {
  createManagedDirectory,
  DirectoryReader,
  readUserNaming,
  roleSyncFollower,
  toUserSummary,
  UserStore,
} from './directory';
import {
  AccessSourceCollection,
  EnforcementService,
  readEnforcementSettings,
} from './enforcement';
import { Announcer, announceChanges } from './notifications';
import { OwnershipLookup } from './ownership';
import { createScimRouter, readScimSettings } from './protocol';
import { refuseDevelopmentTokens } from './refuseDevelopmentTokens';

/**
 * SCIM 2.0 service provider, access engine and enforcement.
 *
 * @public
 */
export const scimPlugin = createBackendPlugin({
  pluginId: 'scim',
  register(env) {
    const accessSources = new AccessSourceCollection();
    env.registerExtensionPoint(scimAccessSourcesExtensionPoint, accessSources);

    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init(services) {
        const { auditor, config, events, httpRouter, logger } = services;
        refuseDevelopmentTokens(config);
        if (config.getOptionalBoolean('permission.enabled') !== true) {
          logger.warn(
            "'permission.enabled' is not true: every signed-in user may enforce groups and change access. Turn the permission framework on.",
          );
        }
        const publish = (topic: string, eventPayload: object) =>
          events
            .publish({ topic, eventPayload })
            .catch(error => logger.warn(`Could not publish ${topic}`, error));

        const database = await ScimDatabase.create({
          database: services.database,
          organizationName:
            config.getOptionalString('organization.name') ?? 'Organization',
        });
        database.onCommit(({ revision, touchesDirectory, notices }) => {
          notices.forEach(notice => logger.warn(notice));
          if (touchesDirectory) {
            const payload: DirectoryEventPayload = { revision };
            publish(DIRECTORY_EVENT_TOPIC, payload);
          }
        });
        const audit = await AuditLog.create({ database, config, auditor });
        const connections = await ConnectionStore.create({
          database,
          config,
          logger,
          audit,
          follower: roleSyncFollower,
          onExpiringToken: ({ connection, expiresAt }) => {
            const payload: ConnectionEventPayload = {
              connection: connection.name,
              reason: 'tokenExpires',
              expiresAt,
            };
            publish(CONNECTION_EVENT_TOPIC, payload);
          },
        });

        const model = defaultAccessModel;
        const settings = readEnforcementSettings(config);
        const resources = new ResourceStore(model);
        await database.write(change => resources.ensureSingletons(change));
        const bindings = new BindingStore(resources);
        const access = new EffectiveAccess({
          model,
          resources,
          exemptUsers: settings.exemptUsers,
        });
        const ownership = new OwnershipLookup({ ...services, database });
        const stopping = new AbortController();
        services.lifecycle.addShutdownHook(() => stopping.abort());
        const enforcement = EnforcementService.create({
          database,
          audit,
          resources,
          model,
          settings,
          sources: accessSources.all,
          signal: stopping.signal,
          findOrphans: (leaving, signal) =>
            ownership.orphanedBy(leaving, signal),
          onRun: (payload: EnforcementEventPayload) =>
            publish(ENFORCEMENT_EVENT_TOPIC, payload),
        });

        services.permissionsRegistry.addResourceType({
          resourceRef: scimUserPermissionResourceRef,
          permissions: [scimAccessReadPermission],
          rules: Object.values(scimUserPermissionRules),
          getResources: references =>
            database.read(async tx => {
              const people = [];
              for (const reference of references) {
                const user = await findUser(tx, reference);
                people.push(user && toUserSummary(user, user.connection_name));
              }
              return people;
            }),
        });
        services.permissionsRegistry.addPermissions(
          scimPermissions.filter(one => one !== scimAccessReadPermission),
        );

        // Identity providers bring tokens of their own; the router checks them.
        httpRouter.addAuthPolicy({ path: '/v2', allow: 'unauthenticated' });
        const externalUrl = await services.discovery.getExternalBaseUrl('scim');
        const scimRouter = createScimRouter({
          ...services,
          database,
          connections,
          audit,
          baseUrl: `${externalUrl}/v2`,
        });
        const managementRouter = await createManagementRouter({
          authorizer: new Authorizer(services),
          database,
          audit,
          model,
          access,
          resources,
          bindings,
          directory: new DirectoryReader(database),
          connections,
          scimBaseUrl: `${externalUrl}/v2`,
          ...createManagedDirectory({
            database: keepAdministrators(database, model),
            audit,
            users: new UserStore({ naming: readUserNaming(config) }),
            scimEnabled: readScimSettings(config).enabled,
          }),
          onRemovalsApproved: () => {
            const payload: DirectoryEventPayload = {
              revision: 0,
              removalsApproved: true,
            };
            publish(DIRECTORY_EVENT_TOPIC, payload);
          },
          catalog: services.catalog,
          holders: new AccessHolders({ model, resources }),
          ownership,
          permissionCheck: new PermissionCheck(model, resources),
          enforcement,
          doctor: new Doctor({ ...services, database, model }),
          policies: new AccessPolicies({
            database,
            audit,
            model,
            resources,
            bindings,
          }),
          roleBindings: new RoleBindings({ database, audit, model, bindings }),
          exporter: new AccessExporter({ model, bindings }),
          importer: new AccessImporter({
            database,
            audit,
            model,
            resources,
            bindings,
            users: new UserStore({ naming: readUserNaming(config) }),
            serviceAccounts: new ServiceAccountStore(),
          }),
        });
        registerActions(services);
        announceChanges({
          database,
          lifecycle: services.lifecycle,
          announcer: new Announcer({
            ...services,
            database,
            model,
            recipients: config.getOptionalStringArray(
              'scim.notifications.recipients',
            ),
          }),
        });
        httpRouter.use(Router().use('/v2', scimRouter));
        httpRouter.use(managementRouter);
      },
    });
  },
});
